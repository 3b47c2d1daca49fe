//! The desk of the suppliers of software.

pub mod boards;
mod certificates;
mod examination;
mod examples;
mod programs;
mod register;
mod trial;

use super::Desk;
use crate::{System, fault::Fault, sandbox as watched};
use app::{
    actor::Supplier,
    supplier::{
        Certificate, CertificateReport, CertificateRequest, Examination, MandatingBoards,
        NewProgram, Remark, Sandbox, Standing, desk::SupplierDesk,
    },
};
use async_trait::async_trait;
use shared::{
    Problem,
    conformance::{CASES, Notation},
};
use uuid::Uuid;

#[async_trait]
impl SupplierDesk for Desk {
    async fn standing(&self, supplier: &Supplier) -> Result<Standing, Problem> {
        Ok(standing(&self.0, supplier).await?)
    }

    async fn sandbox(&self, supplier: &Supplier) -> Result<Sandbox, Problem> {
        Ok(programs::all(&self.0, supplier).await?)
    }

    async fn enrol(&self, supplier: &Supplier, new: NewProgram) -> Result<(), Problem> {
        Ok(programs::enrol(&self.0, supplier, &new).await?)
    }

    async fn check(&self, supplier: &Supplier, message: &str) -> Result<Vec<Remark>, Problem> {
        Ok(trial::check(&self.0, supplier, message).await?)
    }

    async fn examination(
        &self,
        supplier: &Supplier,
        notation: Notation,
    ) -> Result<Examination, Problem> {
        Ok(examination::shown(&self.0, supplier, notation).await?)
    }

    async fn begin_anew(&self, supplier: &Supplier) -> Result<(), Problem> {
        Ok(examination::begin_anew(&self.0, supplier).await?)
    }

    async fn certify(
        &self,
        supplier: &Supplier,
        asked: CertificateRequest,
    ) -> Result<Uuid, Problem> {
        Ok(certificates::issue(&self.0, supplier, &asked).await?)
    }

    async fn certificate(
        &self,
        reader: Option<&Supplier>,
        id: Uuid,
    ) -> Result<CertificateReport, Problem> {
        Ok(certificates::one(&self.0.pool, reader, id).await?)
    }

    async fn boards(
        &self,
        supplier: &Supplier,
        named: &str,
        page: u32,
    ) -> Result<MandatingBoards, Problem> {
        Ok(boards::page(&self.0, supplier, named, page).await?)
    }

    async fn register_program(&self, supplier: &Supplier, new: NewProgram) -> Result<(), Problem> {
        Ok(register::enrol(&self.0, supplier, &new).await?)
    }

    async fn packages(&self) -> Result<Vec<Certificate>, Problem> {
        Ok(certificates::all(&self.0.pool, None).await?)
    }
}

/// The sandbox beside this register.
fn sandbox(system: &System) -> Result<&System, Problem> {
    system
        .sandbox
        .as_deref()
        .ok_or_else(|| Problem::unavailable("Er is hier geen testomgeving"))
}

async fn standing(system: &System, supplier: &Supplier) -> Result<Standing, Fault> {
    let name = sqlx::query_scalar!("select name from supplier where id = $1", supplier.id().0)
        .fetch_one(&system.pool)
        .await?;
    let certified = certificates::has_one(&system.pool, supplier).await?;
    let mut standing = Standing {
        name,
        programs: 0,
        passed: Vec::new(),
        cases: CASES.len(),
        certified,
    };
    if system.sandbox.is_some() {
        standing.programs = programs::clients(system, supplier).await?.len();
        for notation in Notation::ALL {
            let calls = examination::calls(system, supplier, notation).await?;
            let passed = watched::judged(calls, notation, |verdicts| {
                verdicts.iter().filter(|verdict| verdict.passed()).count()
            });
            let passed = passed.await?;
            standing.passed.push((notation.code().to_owned(), passed));
        }
    }
    Ok(standing)
}
