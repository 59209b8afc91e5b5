use std::{
    collections::VecDeque,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::json;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

use crate::{Options, epmd::Epmd, home, ports};

/// For a start on a busy machine with slow disks.
const PATIENCE: Duration = Duration::from_secs(180);

/// What nodes that know each other share.
#[derive(Debug)]
pub struct Ground {
    epmd: Epmd,
    folder: TempDir,
}

impl Ground {
    pub async fn prepare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        home::make(&folder.path().join("rabbitmq"));
        // Erlang's secret among nodes; it insists that nobody else may read it.
        let cookie = folder.path().join(".erlang.cookie");
        let secret: String = std::iter::repeat_with(fastrand::alphanumeric)
            .take(32)
            .collect();
        fs::write(&cookie, secret).unwrap();
        fs::set_permissions(&cookie, fs::Permissions::from_mode(0o400)).unwrap();
        let epmd = Epmd::start(folder.path()).await;
        Self { epmd, folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

#[derive(Debug, Clone, Copy)]
pub enum Peers {
    None,
    /// Or found what others join, if it is the one of this name.
    JoinTo(&'static str),
}

/// One RabbitMQ, running or killed.
#[derive(Debug)]
pub struct Node {
    name: &'static str,
    folder: PathBuf,
    port: u16,
    web_port: u16,
    distribution_port: u16,
    child: Option<Child>,
}

impl Node {
    pub(crate) fn new(
        ground: &Ground,
        name: &'static str,
        options: &Options,
        peers: Peers,
    ) -> Self {
        let node = Self {
            name,
            folder: ground.path().join(name),
            port: ports::free(),
            web_port: ports::free(),
            distribution_port: ports::free(),
            child: None,
        };
        fs::create_dir(&node.folder).unwrap();
        fs::write(
            node.folder.join("plugins"),
            format!("[{}].", home::PLUGINS.join(",")),
        )
        .unwrap();
        fs::write(
            node.folder.join("advanced.config"),
            node.config(options, peers),
        )
        .unwrap();
        node
    }

    /// MQTT over TCP.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// MQTT over WebSocket, path `/ws`.
    #[must_use]
    pub fn web_port(&self) -> u16 {
        self.web_port
    }

    fn config(&self, options: &Options, peers: Peers) -> String {
        let mut rabbit = vec![
            "{tcp_listeners, []}".to_owned(),
            format!("{{default_user, {}}}", binary(&options.user)),
            format!("{{default_pass, {}}}", binary(&options.password)),
        ];
        if let Peers::JoinTo(seed) = peers {
            rabbit.push(format!("{{cluster_nodes, {{[{seed}@localhost], disc}}}}"));
            if home::mirrors_queues() {
                let definitions = self.folder.join("definitions.json");
                fs::write(&definitions, mirrored(options)).unwrap();
                rabbit.push(format!(
                    "{{load_definitions, \"{}\"}}",
                    definitions.display()
                ));
            }
        }
        format!(
            r#"[
 {{rabbit, [{}]}},
 {{rabbitmq_mqtt, [{{tcp_listeners, [{{"127.0.0.1", {}}}]}}, {{allow_anonymous, false}}]}},
 {{rabbitmq_web_mqtt, [{{tcp_config, [{{ip, "127.0.0.1"}}, {{port, {}}}]}}]}}
].
"#,
            rabbit.join(", "),
            self.port,
            self.web_port
        )
    }

    pub(crate) async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().await.unwrap();
        }
    }

    /// Returns when it takes connections.
    pub(crate) async fn boot(&mut self, ground: &Ground) {
        self.kill().await;
        let home = ground.path().join("rabbitmq");
        let mut child = Command::new(home.join("sbin/rabbitmq-server"))
            // Nothing of the developer's RabbitMQ or Erlang.
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("HOME", ground.path())
            .env("ERL_EPMD_PORT", ground.epmd.port().to_string())
            .env("ERL_EPMD_ADDRESS", "127.0.0.1")
            .env("RABBITMQ_SCRIPTS_DIR", home.join("sbin"))
            .env("RABBITMQ_NODENAME", format!("{}@localhost", self.name))
            .env("RABBITMQ_DIST_PORT", self.distribution_port.to_string())
            .env("RABBITMQ_CONF_ENV_FILE", self.folder.join("none"))
            .env("RABBITMQ_CONFIG_FILE", self.folder.join("none"))
            .env(
                "RABBITMQ_ADVANCED_CONFIG_FILE",
                self.folder.join("advanced.config"),
            )
            .env("RABBITMQ_ENABLED_PLUGINS_FILE", self.folder.join("plugins"))
            .env("RABBITMQ_MNESIA_BASE", self.folder.join("data"))
            .env("RABBITMQ_LOG_BASE", self.folder.join("log"))
            .env("RABBITMQ_LOGS", "-")
            // Its script then becomes the node instead of watching over it, so that a kill meets the node.
            .env("RABBITMQ_ALLOW_INPUT", "1")
            .env(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-noinput -kernel inet_dist_use_interface {127,0,0,1}",
            )
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("rabbitmq-server runs");
        let mut log = BufReader::new(child.stdout.take().unwrap()).lines();
        timeout(PATIENCE, started(&mut log))
            .await
            .expect("RabbitMQ starts in time");
        // Its log must be read on, or it would block once the pipe is full.
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        self.child = Some(child);
    }
}

impl Drop for Node {
    /// Waits for its end, so that it writes nothing into the folder while that is removed.
    fn drop(&mut self) {
        let Some(mut child) = self.child.take() else {
            return;
        };
        _ = child.start_kill();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) && matches!(child.try_wait(), Ok(None)) {
            std::thread::yield_now();
        }
    }
}

async fn started(log: &mut Lines<BufReader<ChildStdout>>) {
    let mut last = VecDeque::new();
    while let Some(line) = log.next_line().await.unwrap() {
        if line.contains("Server startup complete") {
            return;
        }
        last.push_back(line);
        if last.len() > 60 {
            last.pop_front();
        }
    }
    panic!(
        "RabbitMQ did not start; it said at last:\n{}",
        Vec::from(last).join("\n")
    );
}

/// Subscriptions of QoS 1 are on all nodes, as RabbitMQ advises for 3.x. Who loads definitions gets no default user.
fn mirrored(Options { user, password }: &Options) -> String {
    json!({
        "vhosts": [{"name": "/"}],
        "users": [{"name": user, "password": password, "tags": ["administrator"]}],
        "permissions": [{"user": user, "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}],
        "policies": [{
            "vhost": "/",
            "name": "mirrored",
            "pattern": "^mqtt-subscription-",
            "apply-to": "queues",
            "definition": {"ha-mode": "all"},
        }],
    })
    .to_string()
}

/// An Erlang binary that needs no quoting.
fn binary(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| byte.to_string()).collect();
    format!("<<{}>>", bytes.join(","))
}
