//! Evidence with an activity.

use super::{MILA, PDF, add, fields, form, fresh, save, titles};
use crate::support::{Register, file};
use app::teacher::portfolio::desk::{PortfolioDesk, Target};
use jiff::SignedDuration;
use server::evidence::{strays, tend};
use sha2::{Digest, Sha256};
use shared::portfolio::MAX_EVIDENCE_BYTES_PER_TEACHER;

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_kept_with_its_hash_and_is_gone_for_good_when_removed() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![file("certificaat.exe", PDF)];
    let id = save(
        &register,
        &teacher,
        Target::New(fresh()),
        &form("Cursus", "6"),
        files,
    )
    .await
    .expect("saved");
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    let [evidence] = &detail.evidence[..] else {
        panic!("one file")
    };
    assert_eq!(evidence.name, "certificaat.pdf");
    let kept = register.system.evidence.get(evidence.id).await;
    let kept = kept.expect("a file");
    assert!(kept.starts_with(b"%PDF-1.7"));
    assert_eq!(usize::try_from(evidence.size), Ok(kept.len()));
    let hash: Vec<u8> = sqlx::query_scalar("select sha256 from evidence")
        .fetch_one(register.pool())
        .await
        .expect("hash");
    assert_eq!(hash, Sha256::digest(&kept).to_vec());

    let with = register
        .desk
        .remove_evidence(&teacher, evidence.id)
        .await
        .expect("removed");
    assert_eq!(with, id);
    assert!(
        register
            .desk
            .activity(&teacher, id)
            .await
            .expect("detail")
            .evidence
            .is_empty()
    );
    assert!(
        register.system.evidence.get(evidence.id).await.is_err(),
        "the file is gone"
    );
    assert_eq!(
        register.count("evidence").await,
        1,
        "that it was there is known"
    );
    assert_eq!(register.audited("evidence_changed").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn good_files_in_a_form_that_comes_back_are_to_be_chosen_again() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![file("certificaat.pdf", PDF), file("verslag.pdf", PDF)];
    let new = Target::New(fresh());
    let problem = save(&register, &teacher, new, &form("", "6"), files)
        .await
        .expect_err("refused");
    assert_eq!(
        problem.at("bestand"),
        Some("Kies opnieuw: certificaat.pdf, verslag.pdf")
    );
    assert_eq!(fields(problem), ["title", "bestand"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_500_mb_of_evidence_is_not_taken_and_leaves_no_trace() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = add(&register, &teacher, &form("Cursus", "6")).await;
    sqlx::query(
        "insert into evidence (id, person_id, activity_id, file_name, media_type, size_bytes,
                               sha256, uploaded_at)
         values (gen_random_uuid(), $1, $2, 'groot.pdf', 'application/pdf', $3, '', now())",
    )
    .bind(teacher.person().0)
    .bind(id.0)
    .bind(i64::try_from(MAX_EVIDENCE_BYTES_PER_TEACHER).expect("fits") - 10)
    .execute(register.pool())
    .await
    .expect("a full portfolio");
    let more = form("Cursus met bewijs", "6");
    let problem = save(
        &register,
        &teacher,
        Target::Existing(id, 1),
        &more,
        vec![file("a.pdf", PDF)],
    )
    .await
    .expect_err("refused");
    assert!(
        problem
            .at("bestand")
            .expect("at the file")
            .contains("500 MB")
    );
    assert_eq!(
        titles(&register, &teacher, "").await,
        ["Cursus"],
        "the change is not half saved"
    );
    assert_eq!(register.count("evidence").await, 1);
}

/// The store and the database cannot change in one transaction.
#[tokio::test(flavor = "multi_thread")]
async fn what_no_row_names_goes_after_an_hour_and_what_a_row_names_stays() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let (system, target) = (&register.system, Target::New(fresh()));
    let files = vec![file("bewijs.pdf", PDF)];
    let id = save(&register, &teacher, target, &form("Cursus", "6"), files)
        .await
        .expect("saved");
    assert_eq!(register.count("stray_file").await, 0);
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    let named = detail.evidence[0].id;

    // The request was cut off before its transaction was done; of the other the answer got lost.
    let cut_off = shared::identifier::EvidenceId(uuid::Uuid::now_v7());
    let mut conn = register.pool().acquire().await.expect("a connection");
    for file in [cut_off, named] {
        strays::note(&mut conn, file.into(), system.clock.now())
            .await
            .expect("noted");
    }
    let bytes = PDF.to_vec();
    system.evidence.put(cut_off, bytes).await.expect("kept");
    tend::tend(system).await.expect("tended");
    assert!(system.evidence.get(cut_off).await.is_ok(), "it may come");
    system.clock.advance(SignedDuration::from_mins(61));
    tend::tend(system).await.expect("tended");
    assert!(system.evidence.get(cut_off).await.is_err());
    assert!(system.evidence.get(named).await.is_ok());
    assert_eq!(register.count("stray_file").await, 0);
}
