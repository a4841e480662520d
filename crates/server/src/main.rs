//! The program `motcua`: one binary, several roles.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::features::catalogue::{national::import::Origin, publish, shelf::Known};
use server::features::identity::commands::open_first_administrator::open_first_administrator;
use server::platform::clock::Clock;
use server::platform::config::{Config, LogFormat, Settings};
use server::platform::ctx::Ctx;
use server::platform::ids::Ids;
use server::seeds::{cast, stories};
use server::{backup, boot, import};
use tracing_subscriber::EnvFilter;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Một Cửa: bộ phận một cửa và dịch vụ công trực tuyến của một tỉnh.
#[derive(Parser)]
#[command(name = "motcua", version, about)]
struct Command {
    #[command(subcommand)]
    role: Role,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Role {
    /// Chạy thử: như serve, và diễn các chuyện mẫu khi cơ sở dữ liệu còn trống.
    Run,
    /// Phục vụ trang và chạy việc nền.
    Serve,
    /// Chỉ chạy việc nền (thư, quét tệp, hẹn giờ).
    Work,
    /// Cập nhật lược đồ cơ sở dữ liệu và công bố dữ liệu luật, rồi thoát.
    Migrate,
    /// Lập tài khoản quản trị đầu tiên và in mật khẩu một lần; chỉ khi chưa có quản trị nào.
    OpenAdmin {
        /// Tên đăng nhập: chữ thường không dấu, chữ số, dấu chấm.
        login: String,
        /// Họ và tên.
        full_name: String,
    },
    /// Soát dữ liệu luật: lược đồ, điều kiện, thời hạn, hồ sơ mẫu.
    CheckLaw {
        /// Thư mục dữ liệu luật.
        folder: PathBuf,
    },
    /// Sao lưu cơ sở dữ liệu và giấy tờ vào một thư mục trống; máy chủ vẫn chạy được.
    Backup {
        /// Thư mục đích.
        folder: PathBuf,
    },
    /// Phục hồi bản sao lưu vào thư mục dữ liệu trống và kiểm chứng.
    Restore {
        /// Thư mục bản sao lưu.
        folder: PathBuf,
    },
    /// Tính lại mọi chuỗi nhật ký, so tình trạng, đọc mọi tệp.
    Verify,
    /// Nhập dữ liệu từ tệp.
    #[command(subcommand)]
    Import(Source),
}

#[derive(Subcommand)]
enum Source {
    /// Danh mục thủ tục của cơ sở dữ liệu quốc gia: mỗi dòng một thủ tục dạng JSON, nén zstd hoặc không. Chạy lại được.
    National {
        /// Tệp .jsonl hoặc .jsonl.zst.
        file: PathBuf,
        /// Ngày dữ liệu được lấy từ nguồn, 2026-07-15; hiện trên trang.
        #[arg(long)]
        seen: Option<jiff::civil::Date>,
        /// Tên nguồn, hiện trên trang.
        #[arg(long, default_value = "Cơ sở dữ liệu quốc gia về thủ tục hành chính")]
        source: String,
        /// Tệp CSV ghi những chỗ chưa hiểu (mặc định: nhap-danh-muc-quoc-gia.csv trong thư mục dữ liệu).
        #[arg(long)]
        report: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let command = Command::parse();
    let config = match command.settings.resolve() {
        Ok(config) => config,
        Err(error) => return fail(&error.into()),
    };
    log_to_stderr(&config);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(run(command.role, config)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

async fn run(role: Role, config: Config) -> anyhow::Result<ExitCode> {
    match role {
        Role::Run => {
            let app = boot::open(config, (Clock::System, Ids::System)).await?;
            let played = stories::play(&app).await?;
            welcome(&app.config, played);
            boot::serve(app).await?;
        }
        Role::Serve => boot::serve(boot::open(config, (Clock::System, Ids::System)).await?).await?,
        Role::Work => boot::work(boot::open(config, (Clock::System, Ids::System)).await?).await,
        Role::Migrate => boot::open(config, (Clock::System, Ids::System)).await?.store.close().await,
        Role::OpenAdmin { login, full_name } => {
            let app = boot::open(config, (Clock::System, Ids::System)).await?;
            let ctx = Ctx::system(app.clock.now(), app.ids.clone());
            let opened = open_first_administrator(&app, &ctx, (&login, &full_name)).await;
            app.store.close().await;
            let password = opened?;
            say(&format!("Đã lập tài khoản quản trị {login}. Mật khẩu (chỉ in lần này): {password}"));
            say("Đăng nhập rồi đổi mật khẩu ngay ở trang Tài khoản.");
        }
        Role::CheckLaw { folder } => return check_law(Config { law: folder, ..config }),
        Role::Backup { folder } => {
            let papers = backup::backup(&config, &folder).await?;
            say(&format!("Đã sao lưu vào {} ({papers} tệp giấy tờ).", folder.display()));
        }
        Role::Restore { folder } => return Ok(told(&backup::restore(&config, &folder).await?)),
        Role::Import(Source::National { file, seen, source, report }) => {
            let seen_on = seen.map(|day| day.to_string()).unwrap_or_default();
            let order = import::Order { file, origin: Origin { source, seen_on }, report };
            say(&import::national(&config, &order).await?);
        }
        Role::Verify => return Ok(told(&backup::prove(&config).await?)),
    }
    Ok(ExitCode::SUCCESS)
}

fn check_law(config: Config) -> anyhow::Result<ExitCode> {
    let shelf = papers::Shelf::open(config.law.join("papers"))?;
    let known = Known::read(&config.law, &shelf)?;
    let (packs, faults) = publish::check_folder(&known, &config.law)?;
    for fault in &faults {
        say(fault);
    }
    say(&format!("Đã soát {packs} thủ tục, {} thủ tục có lỗi.", faults.len()));
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(report: &server::features::dossiers::verify::Report) -> ExitCode {
    for fault in &report.faults {
        say(fault);
    }
    say(&format!(
        "Đã kiểm chứng {} hồ sơ, {} sự kiện, {} tệp: {} lỗi.",
        report.dossiers,
        report.events,
        report.blobs,
        report.faults.len()
    ));
    if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn welcome(config: &Config, played: usize) {
    say(&format!("\nMột Cửa đang chạy tại {}\n", config.base_url));
    say(&format!("Tài khoản trình diễn (nhân vật hư cấu), mật khẩu chung: {}", cast::PASSWORD));
    for (phone, name, ..) in cast::CITIZENS {
        say(&format!("  {phone:<22} {name} – công dân"));
    }
    for player in &cast::OFFICIALS {
        let roles: Vec<_> =
            player.posts.iter().map(|(unit, role)| format!("{} ({unit})", role.name())).collect();
        say(&format!("  {:<22} {} – {}", player.login, player.name, roles.join(", ")));
    }
    if played > 0 {
        say(&format!("\nĐã diễn {played} chuyện mẫu. Dữ liệu nằm trong {}.", config.data.display()));
    }
}

fn log_to_stderr(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    say(&format!("Lỗi: {error:#}"));
    ExitCode::FAILURE
}

/// What a person at the terminal reads.
#[expect(clippy::print_stdout, reason = "this is the program's voice")]
fn say(text: &str) {
    println!("{text}");
}
