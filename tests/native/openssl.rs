//! openssl as the independent implementation that what we make is held against.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own, removed when the test is over.
pub struct Folder(PathBuf);

impl Folder {
    /// A new, empty folder.
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("certbench-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a temporary folder can be made");
        Self(path)
    }

    /// Writes a file into it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).expect("a temporary file can be written");
        path
    }

    /// Reads a file from it.
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).expect("the file is there")
    }

    /// Runs openssl in it; its standard output.
    pub fn openssl(&self, arguments: &str) -> String {
        let (succeeded, output) = self.try_openssl(arguments);
        assert!(succeeded, "openssl {arguments}: {output}");
        output
    }

    /// Runs openssl in it; whether it succeeded, and all that it printed.
    pub fn try_openssl(&self, arguments: &str) -> (bool, String) {
        let output = Command::new("openssl")
            .args(arguments.split(' ').filter(|word| !word.is_empty()))
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .output()
            .expect("openssl is installed");
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        (output.status.success(), text)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind is a nuisance, not a failure.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
