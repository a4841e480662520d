use std::str::FromStr;

use jiff::civil::Time;

use crate::lateness::Judgement;
use crate::problem::Problems;
use crate::rule_text;

/// How the law of one period counts time (_phiên bản quy tắc tính hạn_): data, chosen by the date of
/// acceptance and, where a procedure says so, overridden by its revision.
///
/// The texts contradict each other on pauses (decree 61/2018 Art. 19 restarts, practice resumes), so each
/// rule version states its option and prints it on the supplement request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// How the end of a term in working days becomes an instant.
    pub due_policy: DuePolicy,
    /// Until when a same-day procedure is settled the same day; later means the next working day.
    pub same_day_cut_off: Time,
    /// What a pause does to the due date.
    pub pause_option: PauseOption,
    /// What may pause the clock; nothing else does.
    pub pause_grounds: Vec<Ground>,
    /// How many extensions and reschedules one dossier may have.
    pub extensions_allowed: u32,
    /// How lateness is judged.
    pub judgement: Judgement,
    /// When to warn.
    pub warnings: WarningRule,
}

/// How the end of a term in working days becomes an instant (_cách chốt giờ hẹn trả_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuePolicy {
    /// Received in the morning, due at the end of a morning; practice of 2012 (_theo nửa ngày_).
    HalfDay,
    /// Due at the same point of the working day as received (_theo giờ_).
    ExactTime,
    /// Due when the last day closes (_cuối ngày_).
    EndOfDay,
}

/// What a pause does to the due date (_cách tính lại hạn sau tạm dừng_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseOption {
    /// What is left goes on, in half days, from the half day of completion (_tính tiếp theo nửa ngày_).
    ResumeSlots,
    /// The due time moves by the working time paused (_tính tiếp theo giờ_).
    ResumeHours,
    /// The whole term starts again from completion (_tính lại từ đầu_).
    Restart,
}

/// A ground that stops the clock (_căn cứ tạm dừng_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Code used by the data: `supplement`, `financial_duty`, or one of the rule's own.
    pub code: String,
    /// What people read: "yêu cầu bổ sung hồ sơ".
    pub name: String,
}

/// When to warn before a due date (_ngưỡng cảnh báo_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningRule {
    /// Shares of the counted working time, in percent.
    pub percents: Vec<u8>,
    /// Thousandths of a working day before the due date, if any.
    pub milli_days_before: Option<i64>,
}

impl Default for Rule {
    /// The proposal for dossiers whose law says nothing else: half days, 15:00, resume by half days,
    /// supplement and financial duty, one extension, judged by the instant, warned at 50 %, 80 % and one
    /// working day before.
    fn default() -> Rule {
        let ground = |code: &str, name: &str| Ground { code: code.to_owned(), name: name.to_owned() };
        Rule {
            due_policy: DuePolicy::HalfDay,
            same_day_cut_off: Time::constant(15, 0, 0, 0),
            pause_option: PauseOption::ResumeSlots,
            pause_grounds: vec![
                ground("supplement", "yêu cầu bổ sung hồ sơ"),
                ground("financial_duty", "chờ thực hiện nghĩa vụ tài chính"),
            ],
            extensions_allowed: 1,
            judgement: Judgement::default(),
            warnings: WarningRule { percents: vec![50, 80], milli_days_before: Some(1000) },
        }
    }
}

impl Rule {
    /// Reads a rule version from YAML or JSON; what is absent is as in [`Rule::default`].
    ///
    /// ```
    /// let rule = deadlines::Rule::parse("due_policy: end_of_day\npause_option: restart")?;
    /// assert_eq!(rule.pause_option, deadlines::PauseOption::Restart);
    /// # Ok::<(), deadlines::Problems>(())
    /// ```
    pub fn parse(text: &str) -> Result<Rule, Problems> {
        rule_text::rule(text)
    }

    /// The ground with this code, if it pauses the clock under this rule.
    pub fn ground(&self, code: &str) -> Option<&Ground> {
        self.pause_grounds.iter().find(|ground| ground.code == code)
    }
}

impl FromStr for DuePolicy {
    type Err = &'static str;

    /// Reads `half_day`, `exact_time` or `end_of_day`; the error lists them.
    fn from_str(code: &str) -> Result<DuePolicy, &'static str> {
        match code {
            "half_day" => Ok(DuePolicy::HalfDay),
            "exact_time" => Ok(DuePolicy::ExactTime),
            "end_of_day" => Ok(DuePolicy::EndOfDay),
            _ => Err("half_day, exact_time hoặc end_of_day"),
        }
    }
}

impl FromStr for PauseOption {
    type Err = &'static str;

    /// Reads `resume_slots`, `resume_hours` or `restart`; the error lists them.
    fn from_str(code: &str) -> Result<PauseOption, &'static str> {
        match code {
            "resume_slots" => Ok(PauseOption::ResumeSlots),
            "resume_hours" => Ok(PauseOption::ResumeHours),
            "restart" => Ok(PauseOption::Restart),
            _ => Err("resume_slots, resume_hours hoặc restart"),
        }
    }
}

impl PauseOption {
    /// The sentence printed on a request for a supplement.
    pub fn sentence(&self) -> &'static str {
        match self {
            PauseOption::ResumeSlots => {
                "Thời gian chờ bổ sung không tính vào thời hạn; số buổi làm việc còn lại được tính tiếp kể từ buổi nhận đủ hồ sơ bổ sung."
            }
            PauseOption::ResumeHours => {
                "Thời gian chờ bổ sung không tính vào thời hạn; hẹn trả lùi thêm đúng số giờ làm việc đã tạm dừng."
            }
            PauseOption::Restart => {
                "Thời hạn giải quyết được tính lại từ đầu kể từ khi nhận đủ hồ sơ bổ sung."
            }
        }
    }
}
