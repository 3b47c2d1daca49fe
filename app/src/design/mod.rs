//! The design as components: one for each row of the design guide. Class names stand only here.
//!
//! A component is plain: it shows what it is given and asks for nothing. Its HTML is the same on
//! the server and in the browser: ids come from the name of a field or are given. There are no
//! `style` attributes, which the Content-Security-Policy forbids; what a page needs besides is a
//! small class in `style/theme.css`.
//!
//! A prop with `?` may be left out. Words are `impl Into<String>`; `aside`, `action`, `table` and
//! `foot` take a closure that makes a view; `error` takes `form.error("field")`.
//!
//! # Around the page ([`shell`])
//! `SkipLink` · `Masthead home width? tools menu more` · `MenuItem href title current? news?` ·
//! `Tools person` · `LogoutButton name?` · `WithoutScripts width?` · `Main width? banner?` ·
//! `Footer width? columns` · `BrandMark`
//!
//! # The frame of the content ([`page`])
//! `PageHead title before? lead?` (children: buttons) · `Breadcrumb parents=vec![(href, title)]` ·
//! `LinkTabs label tabs views?` · `Card title id aside? quiet? small? key? heard?` ·
//! `Section title id aside?` · `Inset` · `Columns division?` · `Narrow` · `Stack gap?` · `Cluster` ·
//! `Aside label`
//!
//! # Words ([`text`])
//! `Icon icon large?` · `TextLink href context? small? external?` · `ButtonLink href weight? icon? external?` ·
//! `Button weight? icon? name? value? context?` · `AskButton action icon?` ·
//! `PressButton on_press weight? context?` · `Actions` · `Alert tone? live? icon? title?` ·
//! `Badge tone? icon?` · `NumberBadge count what?` · `Details summary open?` ·
//! `AskFirst label context?` · `Paragraph muted? small?` · `Identifier` · `Heard`
//!
//! # Lists ([`lists`])
//! `Bullets small?` with `Bullet` · `Ordered` with `Bullet` · `Entries` ·
//! `KeyValues` with `KeyValue name identifier?` · `BigLinks` with
//! `BigLink href title note` · `Door href icon title note external?` · `FoundList` with
//! `Found href title aside?` · `FilterBox action chosen?`
//!
//! # Facts ([`facts`])
//! `Origin source` · `Strand vestibule` · `Facts wide? dense?` with `Fact name source? action?` ·
//! `Tasks` with `Task href title note? more?` · `Kpis` with `Kpi name value unit? note?` · `Files` with
//! `FileRow name note` · `Timeline` with `Moment when at` · `TermMeter nearness text percent`
//!
//! # Terms ([`term`])
//! `TermExplained computed`
//!
//! # Outcomes ([`outcome`])
//! `Steps steps now` · `VSteps` with `VStep number when? title` ·
//! `OutcomeCard fit title first? icon?` with `<OutcomeBody slot>` of `Part title first?` · `Reasons` with
//! `Reason verdict title text`
//!
//! # Forms ([`fields`])
//! `ErrorSummary problem` · `Field id label hint? error? optional?` ·
//! `TextField name label value hint? error? optional? kind? inputmode? autocomplete? narrow? unit? maxlength? on_input?` ·
//! `TextArea name label value hint? error? optional? rows? code?` ·
//! `SelectField name label value choices hint? error? optional? on_change?` ·
//! `CellSelect name label value choices` ·
//! `Combobox name label value choices counted hint? error? optional? on_change?` ·
//! `FieldGroup id legend hint? error? first?` · `DateField name legend value hint? error?` ·
//! `Check name value label note? count? checked radio?` · `ChoiceCards` with
//! `ChoiceCard name value label note? checked?` ·
//! `FileField name label hint accept error? optional? multiple? in_parts?` · `Hidden name value`
//!
//! # Tables ([`tables`])
//! `Table caption caption_hidden? hover? columns` with `Row`, `RowHead`, `Cell label numeric?` ·
//! `Pagination current pages address` · `SearchBox action label value`
//!
//! # Figures ([`charts`], [`columns`], [`ruler`])
//! `Figure title note? legend hatched? table` around `StackedBars bars classes` or
//! `ColumnChart id conclusion columns max step target?` ·
//! `Ruler label now now_text need unit? forecast? big? series? foot?`
//!
//! # Nothing yet, or not now ([`states`])
//! `Empty icon title nested?` · `Skeleton text lines?` · `Dialog id title open on_close` ·
//! `ProgressBar label done total text`

pub mod charts;
pub mod columns;
pub mod facts;
pub mod fields;
mod icons;
mod letter;
pub mod lists;
pub mod outcome;
pub mod page;
pub mod ruler;
pub mod shell;
pub mod states;
pub mod tables;
pub mod term;
pub mod text;

pub use charts::*;
pub use columns::*;
pub use facts::*;
pub use fields::*;
pub use icons::Icons;
pub use letter::*;
pub use lists::*;
pub use outcome::*;
pub use page::*;
pub use ruler::*;
pub use shell::*;
pub use states::*;
pub use tables::*;
pub use term::*;
pub use text::*;
