//! The tests of the server on a real PostgreSQL, a module for each subject. They are one program, so
//! that the server is linked once for all of them and they share the processors until the last one.

mod support;

mod access;
mod api;
mod batch;
mod brp;
mod cases;
mod check;
mod colleagues;
mod contract;
mod criteria;
mod institutions;
mod jobs;
mod once;
mod one_message;
mod overview;
mod portfolio;
mod privacy;
mod programme;
mod public;
mod registers;
mod removal;
mod reregistration;
mod sandbox;
mod school;
mod sequences;
mod session;
mod signals;
mod supplier;
mod teacher;
mod viewing;
mod webhooks;
