//! Asks a real browser what becomes of a page once its scripts have run.
//!
//! Redirects to a fragment are made by scripts, so no reading of files can tell where a reader lands. Chromium can, if
//! it is installed: a test asks [`chromium`] first.

#![allow(dead_code, reason = "each test binary that includes this file uses its own part of it")]
#![allow(clippy::disallowed_methods, reason = "a browser is a process, and tests stand outside the edge law")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use percent_encoding::percent_decode_str;

/// How long a browser may take for one page.
const LIMIT: Duration = Duration::from_mins(1);

/// How long the server waits for a browser that has connected and says nothing.
const SILENCE: Duration = Duration::from_secs(10);

/// The path at which every [`Server`] has the page that watches another one.
const WATCHER: &str = "/.landing";

/// Loads the page named in its query in a frame and writes down, again and again, where that frame is.
///
/// Virtual time ends the browser, and what stands here then is the end of all redirects. The status tells a page of the
/// book from the page that a server shows for a missing one. Both are encoded so that no markup can arise.
const WATCHER_PAGE: &str = r#"<!DOCTYPE html><meta charset="utf-8"><title>landing</title>
<iframe id="frame"></iframe><pre id="landing"></pre><script>
const frame = document.getElementById("frame");
frame.src = decodeURIComponent(location.search.slice(1));
setInterval(() => {
    let found;
    try {
        const place = frame.contentWindow.location;
        const [visit] = frame.contentWindow.performance.getEntriesByType("navigation");
        found = `${visit ? visit.responseStatus : 0} ${place.href}`;
    } catch (error) {
        found = `elsewhere ${error}`;
    }
    document.getElementById("landing").textContent = encodeURIComponent(found);
}, 50);
</script>"#;

/// One browser at a time: several share the processors so badly that each may pass its limit.
static TURN: Mutex<()> = Mutex::new(());

/// Returns the path of a Chromium: what the variable `CHROMIUM` names, else the first that is found on the `PATH`.
///
/// A variable that names no file is an answer too: then there is none, whatever the `PATH` holds.
pub fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

/// Returns the document at `url` as HTML, after its scripts have run for five seconds of virtual time.
///
/// # Errors
///
/// If there is no Chromium, if it fails, or if it takes longer than a minute; then it is killed.
pub fn dom(url: &str) -> Result<String> {
    let browser = chromium().context("no Chromium: set CHROMIUM or install one")?;
    // A test that failed while it held the browser leaves nothing behind that could be wrong.
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let home = tempfile::tempdir()?;
    let log = home.path().join("stderr");
    let mut child = Command::new(&browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"])
        .args(["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--disable-extensions"])
        .args(["--virtual-time-budget=5000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", home.path().join("profile").display()))
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&log)?)
        .spawn()
        .with_context(|| format!("cannot start {}", browser.display()))?;
    let document = finish(&mut child).with_context(|| {
        let said = std::fs::read(&log).unwrap_or_default();
        format!("{} on {url} said: {}", browser.display(), String::from_utf8_lossy(&said).trim())
    })?;
    ensure!(!document.trim().is_empty(), "{} gave no document for {url}", browser.display());
    Ok(document)
}

/// Returns the path, the query and the fragment, as a browser writes them, at which a reader lands who opens `url`.
///
/// The address must be one of a [`Server`], since only a page from the same server may watch another.
///
/// # Errors
///
/// If the browser fails, if the reader ends on another site, or if the server has no such page.
pub fn landing(url: &str) -> Result<String> {
    let rest = url.strip_prefix("http://").with_context(|| format!("{url} is no address of a server of ours"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let origin = format!("http://{host}");
    let document = dom(&format!("{origin}{WATCHER}?{}", encode(url)))?;
    let found = document
        .split_once("<pre id=\"landing\">")
        .and_then(|(_, rest)| rest.split_once("</pre>"))
        .map(|(found, _)| decoded(found))
        .with_context(|| format!("{origin} has no page that watches {url}"))?;
    let (status, place) = found.split_once(' ').with_context(|| format!("{url} was not loaded"))?;
    let place = place.strip_prefix(&origin).with_context(|| format!("{url} leads away: {found}"))?;
    ensure!(status == "200", "{url} leads to {place}, for which the server answers {status}");
    Ok(place.to_owned())
}

/// Waits for the document that `child` prints and for its end; kills it when its time is up.
fn finish(child: &mut Child) -> Result<String> {
    let end = Instant::now() + LIMIT;
    let mut output = child.stdout.take().context("no output")?;
    let (sender, receiver) = mpsc::channel();
    // A pipe has no time limit of its own, so a thread reads it. It ends with the browser.
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.read_to_end(&mut bytes).map(|_| bytes);
        // Nobody listens any more when the time is up.
        _ = sender.send(read);
    });
    let read = receiver.recv_timeout(LIMIT);
    let status = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if read.is_ok() && Instant::now() < end => std::thread::sleep(Duration::from_millis(20)),
            None => break None,
        }
    };
    match (read, status) {
        (Ok(bytes), Some(status)) if status.success() => Ok(String::from_utf8_lossy(&bytes?).into_owned()),
        (Ok(_), Some(status)) => bail!("ended with {status}"),
        _ => {
            // It may have ended just now, which is as good.
            _ = child.kill();
            child.wait()?;
            bail!("took longer than {} s", LIMIT.as_secs())
        }
    }
}

/// A server of files on this machine, for as long as the value lives.
pub struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Returns the address without a slash at its end, such as `http://127.0.0.1:8000`.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // The thread waits for a connection; this one tells it to look at the flag.
        _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has been printed, and a panic in a drop would end the whole test run.
            _ = thread.join();
        }
    }
}

/// Serves the files in `folder` on a free port of 127.0.0.1, as the hosts of static pages do.
///
/// A folder answers with its `index.html`, after a redirect to the address with a slash. For a missing page the answer
/// is `404.html` from `folder` with status 404. A book below a path is served by building it into a folder of `folder`.
///
/// # Panics
///
/// If no port can be opened.
pub fn serve(folder: &Path) -> Server {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = listener.local_addr().expect("the address of an open port");
    let stop = Arc::new(AtomicBool::new(false));
    let (folder, flag) = (folder.to_owned(), Arc::clone(&stop));
    let thread = std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if flag.load(Ordering::SeqCst) {
                break;
            }
            let folder = folder.clone();
            // A browser opens connections ahead of need; a single thread would wait for a word on one of those.
            std::thread::spawn(move || {
                // A browser that goes away early is no fault of the page.
                _ = answer(&stream, &folder);
            });
        }
    });
    Server { address, stop, thread: Some(thread) }
}

/// Answers the one request that comes over `stream`.
fn answer(mut stream: &TcpStream, folder: &Path) -> Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().context("no request")??;
    // The head must be read to its end, or closing the connection would throw the answer away.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let target = request.split(' ').nth(1).context("no address")?;
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let (status, header, body) = response(path, folder);
    write!(stream, "HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)?;
    Ok(())
}

/// Returns the status, one header and the body for a `path` as the browser sent it.
fn response(path: &str, folder: &Path) -> (&'static str, String, Vec<u8>) {
    let html = "Content-Type: text/html; charset=utf-8".to_owned();
    if path == WATCHER {
        return ("200 OK", html, WATCHER_PAGE.into());
    }
    let plain = decoded(path);
    // Nothing above the folder is served.
    let safe = plain.split(['/', '\\']).all(|name| name != "..");
    let mut file = folder.join(plain.trim_start_matches('/'));
    if safe && file.is_dir() {
        if !path.ends_with('/') {
            return ("301 Moved Permanently", format!("Location: {path}/"), Vec::new());
        }
        file.push("index.html");
    }
    match std::fs::read(&file) {
        Ok(body) if safe => ("200 OK", format!("Content-Type: {}", media_type(&file)), body),
        _ => ("404 Not Found", html, std::fs::read(folder.join("404.html")).unwrap_or_default()),
    }
}

/// Returns the type of a file that a browser needs in order to use it.
fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Writes all but letters and digits as percent codes, so that the text can stand anywhere in an address.
fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut address = String::new();
    for byte in text.bytes() {
        // Writing to a string never fails.
        _ = if byte.is_ascii_alphanumeric() {
            write!(address, "{}", char::from(byte))
        } else {
            write!(address, "%{byte:02X}")
        };
    }
    address
}

/// Undoes percent-encoding; what is none stays as it is.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{chromium, decoded, dom, encode, landing, serve};
    use std::io::{Read, Write};

    /// Returns what the server at `address` answers for `path`.
    fn get(address: &str, path: &str) -> String {
        let mut stream = std::net::TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn the_server_answers_as_a_host_of_static_pages() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("f")).unwrap();
        std::fs::write(site.join("ü b.html"), "one").unwrap();
        std::fs::write(site.join("f/index.html"), "two").unwrap();
        std::fs::write(site.join("404.html"), "three").unwrap();
        std::fs::write(folder.path().join("secret"), "four").unwrap();
        let server = serve(&site);
        let address = server.address();

        // A connection on which nothing is said must not hold up the others.
        let _silent = std::net::TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
        for (path, status, body) in [
            ("/%C3%BC%20b.html?q", "200", "one"),
            ("/f/", "200", "two"),
            ("/f", "301", ""),
            ("/none.html", "404", "three"),
            ("/../secret", "404", "three"),
            ("/%2e%2e/secret", "404", "three"),
        ] {
            let answer = get(&address, path);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {answer}");
            assert!(answer.ends_with(&format!("\r\n\r\n{body}")), "{path}: {answer}");
        }

        drop(server);
        assert!(std::net::TcpStream::connect(address.strip_prefix("http://").unwrap()).is_err());
    }

    #[test]
    fn percent_codes_go_both_ways() {
        for text in ["", "ü#%/?&=", "a b", "%4"] {
            assert_eq!(decoded(&encode(text)), text);
        }
        assert_eq!(decoded("%zz%4"), "%zz%4");
    }

    #[test]
    fn a_browser_runs_scripts_and_follows_redirects() {
        if chromium().is_none() {
            eprintln!("skipped: no Chromium");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("a.html", "<p id=p></p><script>document.getElementById('p').textContent = 1 + 1</script>");
        write("refresh.html", r#"<meta http-equiv="refresh" content="0; URL=a.html">"#);
        write(
            "script.html",
            "<script>setTimeout(() => location.replace('a.html?q#' + location.hash.slice(1)), 500)</script>",
        );
        write("dead.html", "<script>location.replace('none.html')</script>");
        let server = serve(folder.path());
        let at = |path: &str| format!("{}/{path}", server.address());

        assert!(dom(&at("a.html")).unwrap().contains("<p id=\"p\">2</p>"));
        assert_eq!(landing(&at("refresh.html")).unwrap(), "/a.html");
        assert_eq!(landing(&at("script.html#ü")).unwrap(), "/a.html?q#%C3%BC");
        let error = landing(&at("dead.html")).unwrap_err().to_string();
        assert!(error.ends_with("leads to /none.html, for which the server answers 404"), "{error}");
    }
}
