//! Every act that leaves a trace.

use serde::Serialize;
use shared::identifier::{
    ActivityId, AppointmentId, ClaimId, CorrectionId, DeliveryId, EvidenceId,
};

/// An act that leaves a trace. Its serialised form is what the log keeps: no BSN, no free text.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Act {
    /// Somebody logged in.
    LoggedIn,
    /// Somebody logged out.
    LoggedOut,
    /// A board delivered.
    Delivered {
        /// The delivery.
        delivery: DeliveryId,
        /// How many records were taken in.
        accepted: i32,
        /// How many were refused.
        refused: i32,
    },
    /// A record of a delivery changed what the register holds.
    AppointmentRecorded {
        /// The appointment.
        appointment: AppointmentId,
        /// The version the board gave it.
        version: i32,
        /// The delivery it came with.
        delivery: DeliveryId,
    },
    /// A board put a refused record right on the screen.
    RecordRepaired {
        /// The delivery in which it was refused.
        delivery: DeliveryId,
        /// Its row there.
        row: i32,
        /// The delivery in which it was taken in.
        by: DeliveryId,
    },
    /// A board deleted an appointment that was sent by mistake.
    AppointmentRemoved {
        /// The appointment; nothing when we never had it.
        appointment: Option<AppointmentId>,
        /// The version the board gave the deletion.
        version: i32,
        /// The delivery it came with.
        delivery: DeliveryId,
    },
    /// The BRP was asked about a person.
    PersonLookedUp {
        /// What came of it.
        outcome: String,
    },
    /// A teacher confirmed an appointment (article 38j WPO).
    AppointmentConfirmed {
        /// The appointment.
        appointment: AppointmentId,
        /// The version the teacher saw.
        version: i32,
    },
    /// The entry of an appointment changed otherwise: removed, or entered again (article 38n WPO).
    EntryChanged {
        /// The appointment.
        appointment: AppointmentId,
        /// What happened.
        event: shared::entry::Event,
    },
    /// The entry of a teacher without an appointment changed: admitted, removed, or entered again
    /// (articles 38h and 38n WPO).
    OwnEntryChanged {
        /// What happened.
        event: shared::entry::Event,
    },
    /// A teacher without an appointment asked to be entered (article 38h, third paragraph, WPO).
    RegistrationAsked {
        /// The registration.
        registration: shared::identifier::RegistrationId,
    },
    /// A teacher who reaches the pension age was asked whether to stay.
    PensionProposed {
        /// The day on which the age is reached.
        on: jiff::civil::Date,
    },
    /// A teacher chose to stay or to leave at the pension age.
    PensionChosen {
        /// The day on which the age is reached.
        on: jiff::civil::Date,
        /// `stay` or `leave`.
        choice: String,
    },
    /// Another version of the table of grounds was applied to an appointment.
    PlacedAgain {
        /// The appointment.
        appointment: AppointmentId,
        /// The list on which it stands from now on.
        target: String,
        /// The version of the table.
        table_version: String,
    },
    /// A training plan was entered, or changed.
    TrainingPlanEntered {
        /// The appointment.
        appointment: AppointmentId,
    },
    /// A training plan was confirmed by the other party.
    TrainingPlanConfirmed {
        /// The appointment.
        appointment: AppointmentId,
    },
    /// What was kept long enough was destroyed.
    Destroyed {
        /// Of which kind.
        kind: String,
        /// How many.
        count: i64,
    },
    /// A teacher entered an interruption of the term for re-registration, or removed it.
    InterruptionChanged {
        /// The interruption.
        interruption: uuid::Uuid,
        /// `added` or `removed`.
        change: String,
    },
    /// The Diplomaregister was asked and a claim was checked.
    ClaimChecked {
        /// The claim.
        claim: ClaimId,
        /// The outcome.
        outcome: String,
    },
    /// The Diplomaregister was asked what it holds of a teacher.
    DiplomasAsked {
        /// `claim`, `page` or `table`.
        reason: String,
        /// Whether it answered.
        answered: bool,
    },
    /// A teacher gave an extract of the Diplomaregister.
    ExtractGiven {
        /// The day of the extract.
        day: jiff::civil::Date,
    },
    /// A teacher gave consent to ask the Diplomaregister, or withdrew it.
    ConsentChanged {
        /// Given or withdrawn.
        given: bool,
    },
    /// A new table would make the outcome of a claim worse; the teacher was asked.
    ClaimQuestioned {
        /// The claim.
        claim: ClaimId,
        /// The outcome that does not count yet.
        outcome: String,
    },
    /// A teacher answered such a question.
    ClaimQuestionAnswered {
        /// The claim.
        claim: ClaimId,
        /// `right`, `evidence` or `correction`.
        answer: String,
    },
    /// A teacher let the school know that the diploma does not fit its ground.
    SchoolTold {
        /// The claim.
        claim: ClaimId,
    },
    /// A board uploaded its timetable.
    TimetableUploaded {
        /// The timetable.
        timetable: uuid::Uuid,
        /// How many subjects it proposed.
        proposed: usize,
    },
    /// A teacher said that a subject of the timetable is not right.
    ProposalDeclined {
        /// The proposal.
        proposal: uuid::Uuid,
    },
    /// A claim was added, changed, recorded or removed.
    ClaimChanged {
        /// The claim.
        claim: ClaimId,
        /// Its status from now on.
        status: String,
    },
    /// An activity was added, changed or removed.
    ActivityChanged {
        /// The activity.
        activity: ActivityId,
        /// `added`, `changed` or `removed`.
        change: String,
    },
    /// A colleague was invited to an activity, or something came of that.
    InvitationChanged {
        /// The invitation.
        invitation: uuid::Uuid,
        /// `feedback` or `team` when it was made; `withdrawn`, `declined`, `accepted`, `attached` or
        /// `detached`.
        change: String,
    },
    /// Something happened to an offering of the catalogue.
    OfferingChanged {
        /// The offering.
        offering: uuid::Uuid,
        /// `saved`, `offered`, `withdrawn`, `validated` or `refused`; `attended`, `accepted` or
        /// `declined`; `reviewed`, `reported`, `review_hidden` or `review_kept`.
        change: String,
    },
    /// An organisation may offer to teachers.
    ProviderAdmitted {
        /// The provider.
        provider: uuid::Uuid,
    },
    /// A teacher shared something with a board, or no longer does.
    SharingChanged {
        /// What is shared.
        share: uuid::Uuid,
        /// `given` or `withdrawn`.
        change: String,
    },
    /// A file of evidence was added, removed or fetched.
    EvidenceChanged {
        /// The file.
        evidence: EvidenceId,
        /// `added`, `removed` or `fetched`.
        change: String,
    },
    /// A teacher brought an old portfolio along, took over what was chosen from it, or undid that.
    PortfolioImported {
        /// What was brought along.
        import: uuid::Uuid,
        /// `brought`, `taken_over` or `undone`.
        change: String,
        /// How many activities.
        count: i64,
    },
    /// A teacher asked for the portfolio as a whole, or fetched it.
    PortfolioTakenOut {
        /// Which one.
        take_out: uuid::Uuid,
        /// `asked`, `made` or `fetched`.
        change: String,
    },
    /// A teacher reported that something is not right (article 38k WPO).
    CorrectionRequested {
        /// The appointment it is about, if any.
        appointment: Option<AppointmentId>,
    },
    /// A board lets a supplier deliver for it.
    MandateGranted {
        /// The supplier.
        supplier: uuid::Uuid,
        /// The first day.
        from: jiff::civil::Date,
        /// The last day; nothing when there is no end.
        until: Option<jiff::civil::Date>,
        /// Whether its people may log in and deliver too.
        people: bool,
    },
    /// A board no longer lets a supplier deliver for it.
    MandateEnded {
        /// The supplier.
        supplier: uuid::Uuid,
        /// The first day of the mandate.
        from: jiff::civil::Date,
    },
    /// A board added or removed a contact person.
    ContactChanged {
        /// The entry.
        contact: uuid::Uuid,
        /// `added` or `removed`.
        change: String,
    },
    /// A board limited somebody to some of its schools, or no longer does.
    ReachChanged {
        /// Who.
        pseudonym: String,
        /// The schools; none for all of them.
        schools: Vec<String>,
    },
    /// Somebody of an office goes on for a board.
    BoardChosen,
    /// Somebody of an office goes on no longer for a board.
    BoardLeft,
    /// A board said that its contact persons are right.
    ContactsConfirmed,
    /// A letter came back: the address of a contact person takes no mail.
    LetterRefused {
        /// The letter.
        letter: uuid::Uuid,
    },
    /// A board was put in a wave.
    BoardMoved {
        /// The code of the wave.
        wave: String,
    },
    /// News for boards was published.
    NewsPublished {
        /// The news.
        news: uuid::Uuid,
    },
    /// A board told the register how it goes.
    ReactionGiven {
        /// The reaction.
        reaction: uuid::Uuid,
    },
    /// A reaction of a board was answered.
    ReactionAnswered {
        /// The reaction.
        reaction: uuid::Uuid,
    },
    /// A board answered a report of a teacher.
    CorrectionAnswered {
        /// The report.
        request: CorrectionId,
        /// `adjusted` or `stands`.
        outcome: String,
    },
    /// A board put away a signal that it dealt with.
    SignalHandled {
        /// The signal.
        signal: uuid::Uuid,
    },
    /// A program asked for an overview of a board.
    OverviewMade {
        /// The overview.
        overview: uuid::Uuid,
    },
    /// A program read a page of an overview, with the persons in it.
    OverviewRead {
        /// The overview.
        overview: uuid::Uuid,
    },
    /// A board declared that it delivered everything of a day.
    CompletenessDeclared {
        /// The day.
        reference_date: jiff::civil::Date,
    },
    /// A supplier registered a program in the sandbox, or gave it other keys.
    ProgramEnrolled {
        /// The program.
        client: String,
    },
    /// A supplier registered a program in the register itself.
    ProgramRegistered {
        /// The program.
        client: String,
    },
    /// A supplier gave a program in the register itself other keys.
    ProgramKeysReplaced {
        /// The program.
        client: String,
    },
    /// A supplier began its examination anew.
    ExaminationBegun,
    /// A supplier got a certificate.
    CertificateIssued {
        /// The certificate.
        certificate: uuid::Uuid,
    },
    /// The daily round raised signals that were not told before.
    SignalsRaised {
        /// How many.
        count: u64,
    },
    /// A newer file with boards and schools was loaded.
    InstitutionsLoaded {
        /// From which day on it holds.
        from: jiff::civil::Date,
        /// Schools that went to another board or sector.
        moved: usize,
        /// Schools that ended.
        ended_schools: usize,
        /// Boards that ended.
        ended_boards: usize,
    },
    /// DUO's counts of teachers were loaded.
    StaffCounted {
        /// The newest year in it.
        year: i16,
        /// How many schools have a count in that year.
        schools: i64,
    },
    /// A program set where it wants to hear of feedback.
    WebhookSet,
    /// A program no longer wants to hear of feedback.
    WebhookRemoved,
    /// A webhook that never answered was given up.
    WebhookStopped {
        /// The program.
        client: String,
    },
    /// Somebody asked more of the public register than a person would. Nothing says who.
    HarvestNoticed {
        /// `leraar` or `zoeken`.
        asked: String,
    },
    /// A case was opened.
    CaseOpened {
        /// The case.
        case: uuid::Uuid,
        /// Its kind.
        kind: String,
    },
    /// Something was done with a case.
    CaseChanged {
        /// The case.
        case: uuid::Uuid,
        /// What was done.
        action: String,
        /// How it stands from then on.
        state: String,
    },
    /// Somebody of the staff is away.
    StaffAway {
        /// Who: the identifier of the organisation's login.
        subject: String,
        /// The first day.
        from: jiff::civil::Date,
        /// The last day.
        until: jiff::civil::Date,
    },
    /// Somebody of the staff is there again, or is not away later after all.
    StaffBack {
        /// Who: the identifier of the organisation's login.
        subject: String,
        /// The first day that was entered.
        from: jiff::civil::Date,
        /// The last day that was entered.
        until: jiff::civil::Date,
    },
    /// Somebody came into the committee, was drawn, or said something of a case.
    CommitteeChanged {
        /// Who: the identifier of the organisation's login; or the session.
        subject: String,
        /// What changed, with the number of the case.
        change: String,
    },
    /// A decision was announced.
    DecisionAnnounced {
        /// The decision.
        decision: uuid::Uuid,
    },
    /// A decision set on which list an appointment stands.
    ListedByDecision {
        /// The appointment.
        appointment: AppointmentId,
        /// `register`, `vestibule` or `none`.
        target: String,
        /// The decision.
        decision: uuid::Uuid,
    },
    /// A teacher chose how to hear of messages.
    ContactChosen {
        /// `asked`, `changed`, `electronic` or `post`.
        change: String,
    },
    /// An address took no mail with a notice: it goes by post.
    NoticeRefused {
        /// The mail.
        mail: uuid::Uuid,
    },
    /// Mail to an address came back after it was sent: from now on it goes by post.
    MailReturned,
    /// The register could not be reached, which somebody of the staff entered.
    OutageEntered {
        /// From when.
        from: jiff::civil::DateTime,
        /// Until when.
        until: jiff::civil::DateTime,
        /// Why it counts.
        reason: String,
    },
    /// A letter was posted.
    LetterPosted {
        /// The notice.
        notice: uuid::Uuid,
    },
    /// A teacher made a proof of registration, or withdrew it.
    ProofChanged {
        /// The proof.
        proof: uuid::Uuid,
        /// `made` or `withdrawn`.
        change: String,
    },
    /// Somebody got a mandate to decide for the minister.
    MandateToDecideGiven {
        /// The mandate.
        mandate: uuid::Uuid,
        /// Who holds it: the identifier of the organisation's login.
        subject: String,
        /// The first day.
        from: jiff::civil::Date,
        /// The last day; nothing when there was none.
        until: Option<jiff::civil::Date>,
        /// The order by which the minister gives it.
        basis: String,
    },
    /// A mandate to decide for the minister was ended. Of one that had not begun this is what is left.
    MandateToDecideEnded {
        /// The mandate.
        mandate: uuid::Uuid,
        /// Who holds it: the identifier of the organisation's login.
        subject: String,
        /// The first day.
        from: jiff::civil::Date,
        /// The last day that it was given for; nothing when there was none.
        until: Option<jiff::civil::Date>,
        /// The order by which the minister gives it.
        basis: String,
    },
    /// A teacher chose a newer version of the criteria, or took that back.
    CriteriaChosen {
        /// The version; nothing when it was taken back.
        version: Option<String>,
    },
    /// A draft of criteria was made or saved.
    CriteriaSaved {
        /// Its version.
        version: String,
        /// How often it was saved.
        revision: i32,
    },
    /// Criteria went a step on the way from draft to rule.
    CriteriaMoved {
        /// The version.
        version: String,
        /// Where it came: a code of `shared::criteria::Stage`.
        stage: String,
        /// The last day of the consultation or the vote, or the first day on which it holds.
        day: Option<jiff::civil::Date>,
    },
    /// A teacher reacted in a consultation.
    CriteriaReaction {
        /// The version.
        version: String,
        /// The reaction.
        reaction: uuid::Uuid,
    },
    /// An elected member voted, or voted again. What is in the vote only.
    CriteriaBallot {
        /// The version.
        version: String,
    },
    /// Somebody asked what a draft would do.
    CriteriaSimulated {
        /// The version.
        version: String,
        /// The simulation.
        simulation: uuid::Uuid,
    },
    /// A teacher was noted as an elected member.
    DelegateNoted {
        /// The mandate.
        delegate: uuid::Uuid,
    },
    /// Somebody at a board, or of the register itself, looked at data of a teacher.
    TeacherViewed {
        /// Which page.
        page: String,
    },
}
