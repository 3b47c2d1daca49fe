//! Server functions of the suppliers: they name the actor and call the desk.

use super::{
    Certificate, CertificateReport, CertificateRequest, Examination, MandatingBoards, NewProgram,
    Remark, Sandbox, Standing,
};
use crate::failure::Answer;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    super::desk::SupplierDesk,
    crate::actor::{Actor, Supplier},
    crate::desk::{actor, desk, visit},
    shared::{Problem, conformance::Notation},
};

/// How far the supplier is who is logged in; nothing for everyone else.
#[server(prefix = "/api", endpoint = "leveranciers/stand", input = server_fn::codec::GetUrl)]
pub async fn read_standing() -> Answer<Option<Standing>> {
    let Some(Actor::Supplier(supplier)) = visit().actor else {
        return Ok(None);
    };
    Ok(Some(desk::<dyn SupplierDesk>()?.standing(&supplier).await?))
}

/// Every certificate.
#[server(prefix = "/api", endpoint = "leveranciers/pakketten", input = server_fn::codec::GetUrl)]
pub async fn list_packages() -> Answer<Vec<Certificate>> {
    Ok(desk::<dyn SupplierDesk>()?.packages().await?)
}

/// What the supplier has in the sandbox.
#[server(prefix = "/api", endpoint = "leveranciers/testomgeving/programmas", input = server_fn::codec::GetUrl)]
pub async fn read_sandbox() -> Answer<Sandbox> {
    Ok(desk::<dyn SupplierDesk>()?
        .sandbox(&actor::<Supplier>()?)
        .await?)
}

/// Registers a program in the sandbox.
#[server(prefix = "/api", endpoint = "leveranciers/testomgeving/aanmelden")]
pub async fn enrol(
    /// The program.
    #[server(flatten)]
    new: NewProgram,
) -> Answer<()> {
    desk::<dyn SupplierDesk>()?
        .enrol(&actor::<Supplier>()?, new)
        .await?;
    leptos_axum::redirect("/leveranciers/testomgeving");
    Ok(())
}

/// Checks a message.
#[server(prefix = "/api", endpoint = "leveranciers/testomgeving/controle")]
pub async fn check(
    /// In JSON or XML.
    #[server(default)]
    bericht: String,
) -> Answer<Vec<Remark>> {
    let remarks = desk::<dyn SupplierDesk>()?
        .check(&actor::<Supplier>()?, &bericht)
        .await?;
    Ok(remarks)
}

/// How the examination stands.
#[server(prefix = "/api", endpoint = "leveranciers/keuring/stand", input = server_fn::codec::GetUrl)]
pub async fn read_examination(
    /// `json` or `xml`.
    #[server(default)]
    notatie: String,
) -> Answer<Examination> {
    let supplier = actor::<Supplier>()?;
    let notation = match notatie.as_str() {
        "" => Notation::Json,
        code => Notation::parse(code).ok_or_else(Problem::not_found)?,
    };
    Ok(desk::<dyn SupplierDesk>()?
        .examination(&supplier, notation)
        .await?)
}

/// Begins the examination anew.
#[server(prefix = "/api", endpoint = "leveranciers/keuring/opnieuw")]
pub async fn begin_anew() -> Answer<()> {
    desk::<dyn SupplierDesk>()?
        .begin_anew(&actor::<Supplier>()?)
        .await?;
    leptos_axum::redirect("/leveranciers/keuring");
    Ok(())
}

/// Asks a certificate.
#[server(prefix = "/api", endpoint = "leveranciers/keuring/certificaat")]
pub async fn certify(
    /// For what.
    #[server(flatten)]
    asked: CertificateRequest,
) -> Answer<()> {
    let id = desk::<dyn SupplierDesk>()?
        .certify(&actor::<Supplier>()?, asked)
        .await?;
    leptos_axum::redirect(&format!("/leveranciers/pakketten/{id}"));
    Ok(())
}

/// A certificate.
#[server(prefix = "/api", endpoint = "leveranciers/pakket", input = server_fn::codec::GetUrl)]
pub async fn read_certificate(
    /// Its number.
    #[server(default)]
    certificaat: String,
) -> Answer<CertificateReport> {
    let id = certificaat.parse().map_err(|_| Problem::not_found())?;
    let reader = match visit().actor {
        Some(Actor::Supplier(supplier)) => Some(supplier),
        _ => None,
    };
    Ok(desk::<dyn SupplierDesk>()?
        .certificate(reader.as_ref(), id)
        .await?)
}

/// The boards that let the supplier deliver, and its programs in the register.
#[server(prefix = "/api", endpoint = "leveranciers/besturen/lijst", input = server_fn::codec::GetUrl)]
pub async fn list_boards(
    /// What the number or the name has in it.
    #[server(default)]
    zoek: String,
    /// From 1.
    #[server(default)]
    pagina: u32,
) -> Answer<MandatingBoards> {
    Ok(desk::<dyn SupplierDesk>()?
        .boards(&actor::<Supplier>()?, &zoek, pagina)
        .await?)
}

/// Registers a program in the register itself.
#[server(prefix = "/api", endpoint = "leveranciers/besturen/programma")]
pub async fn register_program(
    /// The program.
    #[server(flatten)]
    new: NewProgram,
) -> Answer<()> {
    desk::<dyn SupplierDesk>()?
        .register_program(&actor::<Supplier>()?, new)
        .await?;
    leptos_axum::redirect("/leveranciers/besturen");
    Ok(())
}
