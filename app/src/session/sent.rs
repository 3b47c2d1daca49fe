//! The form that was sent last, for when its answer is that the session ended.

use std::cell::RefCell;
use web_sys::HtmlFormElement;

thread_local! {
    static SENT: RefCell<Option<HtmlFormElement>> = const { RefCell::new(None) };
}

/// Notes that this form is sent.
pub fn note(form: HtmlFormElement) {
    SENT.set(Some(form));
}

/// Has the browser itself post the form that was sent last, once, when it is still on the page and is
/// meant for `action`: the server keeps what is in it, does nothing else with it, and leads to the login.
pub fn post(action: &str) {
    let form = SENT.take().filter(|form| {
        form.is_connected() && form.get_attribute("action").as_deref() == Some(action)
    });
    if let Some(form) = form {
        // Fails only for a form that is not on the page.
        let _ = form.submit();
    }
}
