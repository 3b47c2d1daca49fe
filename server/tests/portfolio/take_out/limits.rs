//! What is too much, and how much memory it takes.

use super::super::{MILA, form};
use super::{made, parts_of};
use crate::support::Register;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_to_print_is_told_and_goes_along_all_the_same() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    super::super::add(&register, &teacher, &form("Cursus", "6")).await;
    sqlx::query("update activity_version set reflection = repeat('Een lang verhaal. ', 150000)")
        .execute(register.pool())
        .await
        .expect("much");
    let (_, parts) = parts_of(&register, &teacher).await;
    assert!(!parts.contains_key("portfolio.pdf") && parts.contains_key("portfolio.html"));
    let told: String =
        sqlx::query_scalar("select body from message where title = 'Je portfolio staat klaar'")
            .fetch_one(register.pool())
            .await
            .expect("a message");
    assert!(
        told.contains("Een pdf konden we er niet van maken"),
        "{told}"
    );
}

/// The most memory that this process ever used, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

/// Measures, and takes its time: 240 MB goes in and out of the store.
#[tokio::test(flavor = "multi_thread")]
async fn memory_does_not_grow_with_the_evidence() {
    const EACH: usize = 8 * 1024 * 1024;
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = super::super::add(&register, &teacher, &form("Cursus", "6")).await;
    let bytes = vec![b'%'; EACH];
    let put = async |count: usize| {
        for _ in 0..count {
            let evidence = shared::identifier::EvidenceId(Uuid::now_v7());
            register
                .system
                .evidence
                .put(evidence, bytes.clone())
                .await
                .expect("kept");
            sqlx::query(
                "insert into evidence (id, person_id, activity_id, file_name, media_type, size_bytes,
                                       sha256, uploaded_at)
                 values ($1, $2, $3, 'groot.pdf', 'application/pdf', $4, $5, now())",
            )
            .bind(evidence.0)
            .bind(teacher.person().0)
            .bind(id.0)
            .bind(i64::try_from(EACH).expect("fits"))
            .bind(Sha256::digest(&bytes).to_vec())
            .execute(register.pool())
            .await
            .expect("a row");
        }
    };
    put(3).await;
    made(&register, &teacher).await;
    let few = peak();
    put(27).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let whole = made(&register, &teacher).await;
    let many = peak();
    let size: i64 = sqlx::query_scalar("select size_bytes from take_out where id = $1")
        .bind(whole)
        .fetch_one(register.pool())
        .await
        .expect("a size");
    assert!(usize::try_from(size).expect("fits") > 30 * EACH);
    let more = many.saturating_sub(few) / 1024 / 1024;
    println!(
        "peak {} MB with 3 files, {more} MB more with 30",
        few / 1024 / 1024
    );
    // Other tests of this program run beside it: less than a third of what went through is enough.
    assert!(more < 80, "{more} MB more for 216 MB of evidence more");
}
