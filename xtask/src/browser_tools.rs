//! What the tests need beside a build: a browser with its driver, Chinese letters, OpenSSL, Python.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::steps::{self, Steps};

struct Need {
    what: &'static str,
    debian_package: &'static str,
    is_there: fn() -> bool,
}

const NEEDS: [Need; 6] = [
    Need {
        what: "Chromium",
        debian_package: "chromium",
        is_there: || find(&["chromium", "chromium-browser", "google-chrome"]).is_some(),
    },
    Need {
        what: "chromedriver, of Chromium's version",
        debian_package: "chromium-driver",
        is_there: || driver().is_some(),
    },
    Need {
        what: "a font with Chinese letters, such as Noto Sans CJK",
        debian_package: "fonts-noto-cjk",
        is_there: has_chinese_font,
    },
    Need {
        what: "the program openssl",
        debian_package: "openssl",
        is_there: || find(&["openssl"]).is_some(),
    },
    Need {
        what: "the program python3",
        debian_package: "python3",
        is_there: || find(&["python3"]).is_some(),
    },
    Need {
        what: "Python's module venv",
        debian_package: "python3-venv",
        is_there: || steps::probe("python3", &["-c", "import venv, ensurepip"]).is_some(),
    },
];

/// Finds or installs what the tests need and returns the browser's driver.
pub fn prepare(steps: &mut Steps) -> Result<PathBuf> {
    steps.run("browser", || {
        let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
        if !missing.is_empty() {
            get(&missing)?;
        }
        driver().context("chromedriver was installed and is still not found in PATH")
    })
}

fn get(missing: &[&Need]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().map(|need| need.debian_package).collect();
    if !is_debian() || steps::probe("id", &["-u"]).as_deref() != Some("0") {
        let names: Vec<&str> = missing.iter().map(|need| need.what).collect();
        bail!(
            "the tests need what is missing here: {}. On Debian: `sudo apt-get install {}`; \
             elsewhere install them and put the programs into PATH",
            names.join("; "),
            packages.join(" ")
        );
    }
    println!("    installing {}", packages.join(", "));
    let apt = |arguments: &[&str]| {
        let mut command = std::process::Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
        steps::run(command.args(arguments))
    };
    apt(&["update"])?;
    let install = ["install", "-y", "--no-install-recommends"];
    apt(&[&install[..], &packages[..]].concat())
}

fn driver() -> Option<PathBuf> {
    match std::env::var_os("CHROMEDRIVER") {
        Some(chosen) => Some(chosen.into()),
        None => find(&["chromedriver"]),
    }
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

fn has_chinese_font() -> bool {
    let listed = steps::probe("fc-list", &[":lang=zh", "family"]);
    listed.is_some_and(|fonts| !fonts.is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
}

fn is_debian() -> bool {
    // Ubuntu calls itself a relative of Debian, but its Chromium is no package.
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}
