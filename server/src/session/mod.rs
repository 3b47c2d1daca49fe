//! Who is acting: login at the OpenID providers, sessions in PostgreSQL, and logout.
//!
//! This is the only place that makes actors.

pub mod login;
pub mod office;
pub mod openid;
pub mod store;
pub mod visit;

/// After how long without action a session ends.
pub const IDLE: jiff::SignedDuration = jiff::SignedDuration::from_mins(15);

/// After how long a session ends whatever happens.
pub const ABSOLUTE: jiff::SignedDuration = jiff::SignedDuration::from_hours(12);

/// How long after the login a teacher can do what asks a fresh one (handbook, 7.4; an assumption).
pub const FRESH: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// The cookie that holds the token of the session.
pub const COOKIE: &str = "__Host-lr";

/// The cookie that binds a login to the browser that began it.
pub const LOGIN_COOKIE: &str = "__Host-lr-login";
