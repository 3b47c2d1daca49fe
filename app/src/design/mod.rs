//! The design as components: one for each row of the design guide. Class names stand only here.
//!
//! A component is plain: it shows what it is given and asks for nothing. Its HTML is the same on
//! the server and in the browser: ids come from the name of a field or are given.
//!
//! | Group | Components |
//! |---|---|
//! | [`page`] | `PageHead`, `Breadcrumb`, `LinkTabs`, `Card`, `Inset`, `Columns`, `Narrow`, `Stack` |
//! | [`text`] | `Icon`, `TextLink`, `ButtonLink`, `Button`, `Actions`, `Alert`, `Badge`, `Details` |
//! | [`states`] | `Empty`, `Skeleton` |
//! | [`facts`] | `Origin`, `Strand`, `Facts`, `Fact`, `Tasks`, `Task`, `Kpis`, `Kpi`, `Files`, `FileRow`, `Timeline`, `Moment` |
//! | [`outcome`] | `Steps`, `OutcomeCard`, `Reasons`, `Reason` |
//! | [`fields`] | `ErrorSummary`, `Field`, `TextField`, `TextArea`, `SelectField`, `DateField`, `FieldGroup`, `Check`, `FileField`, `Hidden` |
//! | [`tables`] | `Table`, `Row`, `RowHead`, `Cell`, `Pagination`, `SearchBox` |
//! | [`charts`] | `Ruler`, `Figure`, `StackedBars` |

pub mod charts;
pub mod facts;
pub mod fields;
mod icons;
pub mod outcome;
pub mod page;
pub mod states;
pub mod tables;
pub mod text;

pub use charts::*;
pub use facts::*;
pub use fields::*;
pub use icons::Icons;
pub use lists::*;
pub use outcome::*;
pub use page::*;
pub use states::*;
pub use states::*;
pub use tables::*;
pub use text::*;
