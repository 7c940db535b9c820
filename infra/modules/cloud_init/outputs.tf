output "rendered" {
  description = "The cloud-init document, as text."
  value       = "#cloud-config\n${yamlencode(local.cloud_config)}"
}
