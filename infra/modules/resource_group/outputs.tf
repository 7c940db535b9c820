output "id" {
  description = "Resource id of the group."
  value       = local.group.id
}

output "name" {
  description = "Name of the group, known only once it exists, so that what uses it waits for it."
  value       = local.group.name
}

output "location" {
  description = "Azure region of the group."
  value       = local.group.location
}
