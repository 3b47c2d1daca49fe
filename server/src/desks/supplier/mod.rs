//! The desk of the suppliers of software.

mod certificates;
mod examination;
mod programs;
mod trial;

use super::Desk;
use crate::{System, fault::Fault};
use app::{
    actor::Supplier,
    supplier::{
        Certificate, CertificateRequest, Examination, NewProgram, Remark, Sandbox, Standing,
        desk::SupplierDesk,
    },
};
use async_trait::async_trait;
use shared::{
    Problem,
    conformance::{CASES, Notation},
};

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

    async fn certify(&self, supplier: &Supplier, asked: CertificateRequest) -> Result<(), Problem> {
        Ok(certificates::issue(&self.0, supplier, &asked).await?)
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
    let certified = !certificates::all(&system.pool, Some(supplier.id()))
        .await?
        .is_empty();
    let mut standing = Standing {
        name,
        programs: 0,
        passed: Vec::new(),
        cases: CASES.len(),
        certified,
    };
    if system.sandbox.is_some() {
        standing.programs = programs::clients(system, supplier).await?.len();
        let calls = examination::calls(system, supplier).await?;
        standing.passed = Notation::ALL
            .into_iter()
            .map(|notation| {
                let passed = shared::conformance::judge(&calls, notation)
                    .iter()
                    .filter(|verdict| verdict.passed())
                    .count();
                (notation.code().to_owned(), passed)
            })
            .collect();
    }
    Ok(standing)
}
