//! That it is as we publish, and holds what the teacher put with it.

use super::super::{MILA, PDF, form, fresh, save};
use super::parts_of;
use crate::support::{Register, Visitor, file, pdf};
use app::{
    actor::Teacher,
    teacher::{
        CorrectionForm,
        desk::TeacherDesk,
        portfolio::{
            colleagues::{
                InviteForm,
                desk::{ColleagueDesk, Invitee},
            },
            desk::Target,
            import::{Pick, desk::ImportDesk},
        },
    },
};
use jiff::SignedDuration;
use serde_json::Value;
use shared::{
    identifier::ActivityId,
    portfolio::{ActivityForm, FeedbackForm},
};

/// Where a value is not what its schema says, or has what the schema does not name.
fn against(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let is_right = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        other => other.is_none(),
    };
    let mut wrong = Vec::new();
    let is_other = schema.get("const").is_some_and(|only| only != value);
    let codes = schema.get("enum").and_then(Value::as_array);
    if !is_right || is_other || codes.is_some_and(|codes| !codes.contains(value)) {
        wrong.push(format!("{at} is {value}"));
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        if value[required.as_str().expect("a name")].is_null() {
            wrong.push(format!("{at} has no {required}"));
        }
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(of_member) => wrong.extend(against(of_member, member, &format!("{at}.{name}"))),
            None => wrong.push(format!("{at}.{name} is not named")),
        }
    }
    for item in value.as_array().into_iter().flatten() {
        wrong.extend(against(&schema["items"], item, at));
    }
    wrong
}

/// Has somebody say something of an activity by a link, and puts it with the activity or not.
async fn said(register: &Register, teacher: &Teacher, id: ActivityId, good: &str, attached: bool) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let desk = &register.desk;
    let form = InviteForm {
        kind: "feedback".to_owned(),
        ..InviteForm::default()
    };
    desk.invite(teacher, id, &form).await.expect("invited");
    let around = desk.around(teacher, id, "").await.expect("around");
    let link = around.invitations[0].link.as_deref().expect("a link");
    let invitee = Invitee {
        key: link.rsplit('/').next().expect("a key").to_owned(),
        teacher: None,
    };
    let words = FeedbackForm {
        name: "B. Waterlander".to_owned(),
        seen: "De les".to_owned(),
        good: good.to_owned(),
        better: "De tijd".to_owned(),
        remark: String::new(),
    };
    desk.give_feedback(&invitee, &words).await.expect("given");
    let around = desk.around(teacher, id, "").await.expect("around");
    let invitation = around.feedback[0].invitation;
    desk.attach(teacher, invitation, attached)
        .await
        .expect("decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_as_the_published_schema_says_with_what_the_teacher_put_with_it() {
    let (register, teacher) = Register::with_mila().await;
    let reading = ActivityForm {
        kind: "cursus".to_owned(),
        category: "pedagogisch".to_owned(),
        provider: "Hogeschool".to_owned(),
        subjects: vec!["BIOLOGIE".to_owned()],
        ..form("Lezen", "6")
    };
    let files = vec![file("certificaat.pdf", PDF)];
    let new = Target::New(fresh());
    let id = save(&register, &teacher, new, &reading, files)
        .await
        .expect("saved");
    said(&register, &teacher, id, "De vragen", true).await;
    said(&register, &teacher, id, "Iets anders", false).await;
    let desk = &register.desk;
    let old = "bron;bron_id;titel;van;uren;gevalideerd\nregisterleraar.nl;1;Oud;2025-05-16;8;ja\n";
    let brought = desk.bring(&teacher, file("oud.csv", old)).await;
    let brought = brought.expect("kept");
    let all = [Pick {
        row: 1,
        category: None,
    }];
    desk.take_over(&teacher, brought, &all)
        .await
        .expect("taken over");
    let overview = desk.overview(&teacher).await.expect("overview");
    let correction = CorrectionForm {
        appointment: overview.appointments[0].id.to_string(),
        fact: "school".to_owned(),
        message: "Zie de brief".to_owned(),
    };
    let letter = vec![file("brief.pdf", pdf("brief"))];
    desk.request_correction_with(&teacher, &correction, letter)
        .await
        .expect("asked");

    let (json, parts) = parts_of(&register, &teacher).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let schema = visitor
        .page("/portfolio/formaat/1/portfolio.schema.json")
        .await;
    let schema = serde_json::from_str(&schema).expect("json");
    assert_eq!(against(&schema, &json, "portfolio"), Vec::<String>::new());
    let titled = |title: &str| {
        let all = json["activiteiten"].as_array().expect("a list");
        let found = all.iter().find(|one| one["titel"] == title);
        found.expect("there").clone()
    };
    let feedback = &titled("Lezen")["feedback"];
    assert_eq!(
        feedback.as_array().map(Vec::len),
        Some(1),
        "one was put with it"
    );
    assert_eq!(feedback[0]["van"], "B. Waterlander");
    assert_eq!(feedback[0]["goed"], "De vragen");
    assert_eq!(feedback[0]["leraar"], false);
    assert_eq!(titled("Oud")["gevalideerd"], true);
    assert_eq!(
        titled("Oud")["gevalideerd_volgens"],
        "leraar",
        "of an own file"
    );
    assert_eq!(json["bewijzen_bij_vakken"], serde_json::json!([]));
    let letter = json["bewijzen_bij_correcties"][0]["bestand"].clone();
    assert_eq!(letter, "bewijzen/Bij je correcties/brief.pdf");
    assert!(parts.contains_key(letter.as_str().expect("a place")));
    let page = String::from_utf8_lossy(&parts["portfolio.html"]).into_owned();
    for shown in [
        "Feedback van B. Waterlander, met een link",
        "<dd>De vragen</dd>",
        "<h2>Bewijs bij je correcties</h2>",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    for hidden in ["Iets anders", "Bewijs bij je vakken"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }

    sqlx::query("update portfolio_import set origin = 'look_up'")
        .execute(register.pool())
        .await
        .expect("as if the old register was asked");
    let (json, _) = parts_of(&register, &teacher).await;
    let all = json["activiteiten"].as_array().expect("a list");
    let old = all.iter().find(|one| one["titel"] == "Oud").expect("there");
    assert_eq!(old["gevalideerd_volgens"], "oud_register");
}
