# What a machine needs before the first release reaches it: the container engine, the data disk, the
# unit that starts the release deployed last, and a report of its state. No version of the application
# is in here, since any change to this text replaces the machine.
locals {
  files = {
    "/usr/local/sbin/qts-prepare-data-disk"                 = { source = "prepare_data_disk.sh", mode = "0755" }
    "/usr/local/sbin/qts-observer-watch"                    = { source = "observer_watch.sh", mode = "0755" }
    "/etc/systemd/system/qts-observer-data.service"         = { source = "qts-observer-data.service", mode = "0644" }
    "/etc/systemd/system/qts-observer.service"              = { source = "qts-observer.service", mode = "0644" }
    "/etc/systemd/system/qts-observer-watch.service"        = { source = "qts-observer-watch.service", mode = "0644" }
    "/etc/systemd/system/qts-observer-watch.timer"          = { source = "qts-observer-watch.timer", mode = "0644" }
    "/etc/systemd/system/docker.service.d/10-qts-data.conf" = { source = "docker-after-data.conf", mode = "0644" }
    "/etc/ssh/sshd_config.d/10-qts.conf"                    = { source = "sshd.conf", mode = "0644" }
  }

  engine = {
    log-driver   = "json-file"
    log-opts     = { max-size = "10m", max-file = "3" }
    live-restore = true
  }

  cloud_config = {
    package_update  = true
    package_upgrade = true
    packages        = ["docker.io", "curl", "jq"]

    write_files = concat(
      [for target, entry in local.files : {
        path        = target
        permissions = entry.mode
        owner       = "root:root"
        content     = file("${path.module}/files/${entry.source}")
      }],
      [{
        path        = "/etc/docker/daemon.json"
        permissions = "0644"
        owner       = "root:root"
        content     = jsonencode(local.engine)
      }],
    )

    runcmd = [
      ["mkdir", "-p", var.host_directory],
      ["systemctl", "daemon-reload"],
      ["systemctl", "reload-or-restart", "ssh.service"],
      ["systemctl", "enable", "--now", "qts-observer-data.service", "docker.service", "qts-observer-watch.timer"],
      ["systemctl", "enable", "qts-observer.service"],
    ]
  }
}
