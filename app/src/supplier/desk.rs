//! The contract of the suppliers of software.

use super::{
    Certificate, CertificateReport, CertificateRequest, Examination, MandatingBoards, NewProgram,
    Remark, Sandbox, Standing,
};
use crate::actor::Supplier;
use async_trait::async_trait;
use shared::{Problem, conformance::Notation};
use uuid::Uuid;

/// Every use case of a supplier.
#[async_trait]
pub trait SupplierDesk: Send + Sync {
    /// How far the supplier is.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn standing(&self, supplier: &Supplier) -> Result<Standing, Problem>;

    /// What the supplier has in the sandbox.
    ///
    /// # Errors
    /// 503 when there is no sandbox here.
    async fn sandbox(&self, supplier: &Supplier) -> Result<Sandbox, Problem>;

    /// Registers a program in the sandbox, or gives it other keys. The first time it gets test boards.
    ///
    /// # Errors
    /// 422 when the name is taken or the keys are no public keys; 503 when there is no sandbox here.
    async fn enrol(&self, supplier: &Supplier, new: NewProgram) -> Result<(), Problem>;

    /// What the checks say of a message about one of its test boards, or about the one for everyone,
    /// as the sandbox would; nothing is kept.
    ///
    /// # Errors
    /// 422 with everything that is wrong.
    async fn check(&self, supplier: &Supplier, message: &str) -> Result<Vec<Remark>, Problem>;

    /// How the examination stands, judged from the calls of the supplier's programs.
    ///
    /// # Errors
    /// 503 when there is no sandbox here.
    async fn examination(
        &self,
        supplier: &Supplier,
        notation: Notation,
    ) -> Result<Examination, Problem>;

    /// Begins the examination anew: what the programs did before does not count.
    ///
    /// # Errors
    /// 503 when there is no sandbox here.
    async fn begin_anew(&self, supplier: &Supplier) -> Result<(), Problem>;

    /// Issues a certificate for the package that the messages name, and begins the examination in its
    /// notation anew; the number of the certificate.
    ///
    /// # Errors
    /// 409 when not every case passed; 422 when something is missing, when the messages name another
    /// package, or when it was issued before.
    async fn certify(
        &self,
        supplier: &Supplier,
        asked: CertificateRequest,
    ) -> Result<Uuid, Problem>;

    /// Every certificate, newest first; for everyone.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn packages(&self) -> Result<Vec<Certificate>, Problem>;

    /// A certificate with its cases; who got it reads the calls that showed them too.
    ///
    /// # Errors
    /// 404 when there is none with this number.
    async fn certificate(
        &self,
        reader: Option<&Supplier>,
        id: Uuid,
    ) -> Result<CertificateReport, Problem>;

    /// The boards that let the supplier deliver today or later, of which the number or the name has
    /// this in it; and its programs in the register.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn boards(
        &self,
        supplier: &Supplier,
        named: &str,
        page: u32,
    ) -> Result<MandatingBoards, Problem>;

    /// Registers a program in the register itself, or gives it other keys; its tokens end then.
    ///
    /// # Errors
    /// 409 without a certificate; 422 when the name is taken or the keys are no public keys.
    async fn register_program(&self, supplier: &Supplier, new: NewProgram) -> Result<(), Problem>;
}
