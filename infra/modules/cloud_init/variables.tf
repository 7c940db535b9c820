variable "host_directory" {
  type        = string
  description = "Directory on the machine that holds the service's data, logs, configuration and releases."
  default     = "/opt/qts-observer"
  nullable    = false

  validation {
    condition     = var.host_directory == "/opt/qts-observer"
    error_message = "The unit files name /opt/qts-observer; change both together."
  }
}
