variable "name" {
  type        = string
  description = "Name stem of the identities, such as observer-staging."
  nullable    = false
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds the identities."
  nullable    = false
}

variable "location" {
  type        = string
  description = "Azure region."
  nullable    = false
}

variable "github_subjects" {
  type        = map(string)
  description = "GitHub's OIDC subject for each pipeline purpose: plan reads, apply changes, push uploads images. Empty creates no pipeline identity."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for purpose in keys(var.github_subjects) : contains(["plan", "apply", "push"], purpose)])
    error_message = "github_subjects knows the purposes plan, apply and push."
  }

  validation {
    condition     = alltrue([for subject in values(var.github_subjects) : can(regex("^repo:[^:/*]+/[^:/*]+:(environment:[^:*]+|pull_request|ref:refs/heads/[^:*]+)$", subject))])
    error_message = "A subject names one repository and one environment, branch or pull_request, without wildcards: repo:OWNER/REPO:environment:NAME (newer repositories: repo:OWNER@ID/REPO@ID:environment:NAME)."
  }
}

variable "role_assignments" {
  type = map(object({
    identity    = string
    role        = string
    scope       = string
    description = string
    condition   = optional(string)
  }))
  description = "Who may do what where: identity is service, plan, apply or push; assignments of an identity that isn't created are left out."
  default     = {}
  nullable    = false

  # Owner and User Access Administrator are missing on purpose.
  validation {
    condition = alltrue([for assignment in var.role_assignments : contains([
      "AcrPull",
      "AcrPush",
      "Contributor",
      "Reader",
      "Role Based Access Control Administrator",
      "Storage Blob Data Contributor",
      "Storage Blob Data Reader",
    ], assignment.role)])
    error_message = "A role that isn't on this module's list is not given to anybody; add it there if it is needed."
  }

  validation {
    condition     = alltrue([for assignment in var.role_assignments : assignment.role != "Role Based Access Control Administrator" || assignment.condition != null])
    error_message = "Role Based Access Control Administrator is given only with a condition that limits the roles it can hand on."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags of all identities."
  default     = {}
  nullable    = false
}
