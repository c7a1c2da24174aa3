// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string_view>

#include <slipway/config.hpp>
#include <slipway/core/text.hpp>

namespace slipway::dsl {

/// A computed value that is not what its field takes. Literals are refused by the compiler instead.
class mistake : public std::exception {
public:
    mistake(const char* what_is_right, const text& wrong)
        : sentence(what_is_right),
          value(wrong),
          said_(core::cat(std::string_view(sentence), ", not '", value, "'")) {}
    /// With other words than that it is not right.
    mistake(const char* what_is_right, const text& wrong, const text& said)
        : sentence(what_is_right), value(wrong), said_(said) {}
    const char* what() const noexcept override { return said_.c_str(); }

    const char* sentence;
    text value;

private:
    text said_;
};

namespace detail {

/// Refuses a literal where it stands. Clang goes on with what it stands in and would refuse it once
/// more there; so it reads a constant that is not `constexpr`, which is an error in the first place
/// and none in the second (`SLIPWAY_FOLDED`).
#ifdef SLIPWAY_CLANG_REFUSES_LITERALS
inline const double this_literal_is_not_what_its_field_takes = 0;
template <void (*Complain)(std::string_view)>
constexpr void refuse(std::string_view) {
    [[maybe_unused]] const double read = this_literal_is_not_what_its_field_takes;
}
#else
template <void (*Complain)(std::string_view)>
inline constexpr void (*refuse)(std::string_view) = Complain;
#endif

}  // namespace detail

/// The sentences that compilers print for a wrong literal: the name of the function that could not
/// be called in constant evaluation. At run time they throw.
namespace error {

inline void a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends(
    std::string_view s) {
    throw mistake(
        "a name is lower case letters, digits, dashes and dots, with a letter or digit at both ends",
        s);
}
inline void
such_a_name_is_at_most_63_lowercase_letters_digits_and_dashes_with_a_letter_or_digit_at_both_ends(
    std::string_view s) {
    throw mistake(
        "the name of a namespace, container or volume is at most 63 lower case letters, digits and dashes, with a letter or digit at both ends",
        s);
}
inline void
a_service_name_is_at_most_63_lowercase_letters_digits_and_dashes_and_starts_with_a_letter(
    std::string_view s) {
    throw mistake(
        "the name of a Service is at most 63 lower case letters, digits and dashes, and starts with a letter",
        s);
}
inline void
a_label_key_is_letters_digits_dashes_dots_underscores_with_an_optional_domain_and_slash_before(
    std::string_view s) {
    throw mistake(
        "a label key is letters, digits, dashes, dots and underscores, with an optional domain and slash before",
        s);
}
inline void a_label_value_is_at_most_63_letters_digits_dashes_dots_underscores(std::string_view s) {
    throw mistake("a label value is at most 63 letters, digits, dashes, dots and underscores", s);
}
inline void an_image_is_registry_slash_path_colon_tag_in_lower_case_and_without_blanks(
    std::string_view s) {
    throw mistake("an image is registry/path:tag, in lower case and without blanks", s);
}
inline void
a_quantity_is_a_number_not_negative_and_one_suffix_of_n_u_m_k_M_G_T_P_E_Ki_Mi_Gi_Ti_Pi_Ei(
    std::string_view s) {
    throw mistake(
        "a quantity is a number that is not negative, and one suffix of n u m k M G T P E Ki Mi Gi Ti Pi Ei",
        s);
}
inline void an_amount_of_memory_is_a_quantity_of_bytes_such_as_128Mi_or_1Gi_and_not_of_thousandths(
    std::string_view s) {
    throw mistake(
        "an amount of memory is a quantity of bytes such as 128Mi or 1Gi, and not of thousandths",
        s);
}
inline void a_port_name_is_at_most_15_lowercase_letters_digits_and_single_dashes_with_a_letter(
    std::string_view s) {
    throw mistake(
        "a port name is at most 15 lower case letters, digits and single dashes, with a letter", s);
}
inline void a_config_key_is_letters_digits_dashes_dots_underscores(std::string_view s) {
    throw mistake("a config key is letters, digits, dashes, dots and underscores", s);
}
inline void an_environment_variable_is_named_by_printable_characters_without_an_equals_sign(
    std::string_view s) {
    throw mistake("an environment variable is named by printable characters without an equals sign",
                  s);
}
inline void a_path_is_absolute_and_without_colons(std::string_view s) {
    throw mistake("a path is absolute and without colons", s);
}
inline void a_restart_policy_is_Always_OnFailure_or_Never(std::string_view s) {
    throw mistake("a restart policy is Always, OnFailure or Never", s);
}
inline void a_field_of_a_pod_is_such_as_metadata_name_or_spec_nodeName_or_status_podIP(
    std::string_view s) {
    throw mistake("a field of a pod is such as metadata.name, spec.nodeName or status.podIP", s);
}
inline void the_type_of_a_Service_is_ClusterIP_NodePort_LoadBalancer_ExternalName_or_Headless(
    std::string_view s) {
    throw mistake(
        "the type of a Service is ClusterIP, NodePort, LoadBalancer, ExternalName or Headless", s);
}
inline void a_protocol_is_TCP_UDP_or_SCTP(std::string_view s) {
    throw mistake("a protocol is TCP, UDP or SCTP", s);
}
inline void an_image_pull_policy_is_Always_IfNotPresent_or_Never(std::string_view s) {
    throw mistake("an image pull policy is Always, IfNotPresent or Never", s);
}
inline void an_access_mode_is_ReadWriteOnce_ReadOnlyMany_ReadWriteMany_or_ReadWriteOncePod(
    std::string_view s) {
    throw mistake(
        "an access mode is ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod", s);
}
inline void the_effect_of_a_taint_is_NoSchedule_PreferNoSchedule_or_NoExecute(std::string_view s) {
    throw mistake("the effect of a taint is NoSchedule, PreferNoSchedule or NoExecute", s);
}
inline void the_operator_of_a_toleration_is_Exists_or_Equal(std::string_view s) {
    throw mistake("the operator of a toleration is Exists or Equal", s);
}
inline void a_Deployment_is_updated_by_RollingUpdate_or_Recreate(std::string_view s) {
    throw mistake("a Deployment is updated by RollingUpdate or Recreate", s);
}
inline void a_StatefulSet_or_DaemonSet_is_updated_by_RollingUpdate_or_OnDelete(std::string_view s) {
    throw mistake("a StatefulSet or DaemonSet is updated by RollingUpdate or OnDelete", s);
}
inline void a_pod_management_policy_is_OrderedReady_or_Parallel(std::string_view s) {
    throw mistake("a pod management policy is OrderedReady or Parallel", s);
}
inline void the_restart_policy_of_a_Job_is_OnFailure_or_Never(std::string_view s) {
    throw mistake("the restart policy of a Job is OnFailure or Never", s);
}
inline void
a_schedule_is_minute_hour_day_month_weekday_such_as_0_3_x_x_1_5_or_one_of_hourly_daily_weekly_monthly_yearly_or_every(
    std::string_view s) {
    throw mistake(
        "a schedule is minute, hour, day, month and weekday such as 0 3 * * 1-5, or @hourly, @daily, @weekly, @monthly, @yearly or @every 90m, without a time zone",
        s);
}
inline void a_time_zone_is_a_name_such_as_Europe_Berlin_or_Etc_UTC(std::string_view s) {
    throw mistake("a time zone is a name such as Europe/Berlin or Etc/UTC", s);
}
inline void a_concurrency_policy_is_Allow_Forbid_or_Replace(std::string_view s) {
    throw mistake("a concurrency policy is Allow, Forbid or Replace", s);
}
inline void a_session_affinity_is_ClientIP_or_None(std::string_view s) {
    throw mistake("a session affinity is ClientIP or None", s);
}
inline void a_load_balancer_class_is_such_as_internal_or_example_com_internal(std::string_view s) {
    throw mistake("a load balancer class is such as internal or example.com/internal", s);
}
inline void a_traffic_policy_is_Cluster_or_Local(std::string_view s) {
    throw mistake("a traffic policy is Cluster or Local", s);
}
inline void a_host_is_a_DNS_name_in_lower_case_with_an_optional_asterisk_and_dot_before(
    std::string_view s) {
    throw mistake("a host is a DNS name in lower case, with an optional asterisk and dot before",
                  s);
}
inline void a_path_of_HTTP_starts_with_a_slash_and_has_no_empty_or_dotted_parts(
    std::string_view s) {
    throw mistake("a path of HTTP starts with a slash and has no empty or dotted parts", s);
}
inline void a_path_type_is_Prefix_Exact_or_ImplementationSpecific(std::string_view s) {
    throw mistake("a path type is Prefix, Exact or ImplementationSpecific", s);
}
inline void a_block_of_addresses_is_an_IP_address_a_slash_and_a_number_of_bits(std::string_view s) {
    throw mistake("a block of addresses is an IP address, a slash and a number of bits", s);
}
inline void a_policy_type_is_Ingress_or_Egress(std::string_view s) {
    throw mistake("a policy type is Ingress or Egress", s);
}
inline void the_name_of_a_role_is_without_slashes_and_percent_signs_and_not_a_dot_or_two(
    std::string_view s) {
    throw mistake("the name of a role is without slashes and percent signs, and not a dot or two",
                  s);
}
inline void
a_verb_is_get_list_watch_create_update_patch_delete_deletecollection_or_one_of_the_special_ones_or_an_asterisk(
    std::string_view s) {
    throw mistake(
        "a verb is get, list, watch, create, update, patch, delete, deletecollection, use, bind, escalate, impersonate, approve, sign, attest, head, post, put, options or an asterisk",
        s);
}
inline void an_API_group_is_empty_for_the_core_or_a_DNS_name_such_as_apps_or_an_asterisk(
    std::string_view s) {
    throw mistake("an API group is empty for the core, or a DNS name such as apps, or an asterisk",
                  s);
}
inline void
a_resource_is_a_plural_in_lower_case_such_as_pods_with_an_optional_slash_and_subresource(
    std::string_view s) {
    throw mistake(
        "a resource is a plural in lower case such as pods, with an optional slash and subresource",
        s);
}
inline void what_a_quota_counts_is_named_such_as_pods_or_requests_cpu_or_count_deployments_apps(
    std::string_view s) {
    throw mistake(
        "what a quota counts is named such as pods, requests.cpu or count/deployments.apps", s);
}
inline void a_limit_is_of_a_Container_or_a_Pod(std::string_view s) {
    throw mistake("a limit is of a Container or a Pod", s);
}
inline void a_scope_is_Namespaced_or_Cluster(std::string_view s) {
    throw mistake("a scope is Namespaced or Cluster", s);
}
inline void a_kind_is_letters_and_digits_and_starts_with_an_upper_case_letter(std::string_view s) {
    throw mistake("a kind is letters and digits, and starts with an upper case letter", s);
}
inline void a_version_of_a_resource_is_such_as_v1_or_v1beta2(std::string_view s) {
    throw mistake("a version of a resource is such as v1 or v1beta2", s);
}
inline void a_CustomResourceDefinition_is_named_by_its_plural_a_dot_and_its_group(
    std::string_view s) {
    throw mistake("a CustomResourceDefinition is named by its plural, a dot and its group", s);
}
inline void exactly_one_version_of_a_CustomResourceDefinition_is_stored(std::string_view s) {
    throw mistake("exactly one version of a CustomResourceDefinition is stored", s);
}
inline void a_number_has_at_most_15_digits(std::string_view s) {
    throw mistake("a number has at most 15 digits", s);
}
inline void a_preemption_policy_is_PreemptLowerPriority_or_Never(std::string_view s) {
    throw mistake("a preemption policy is PreemptLowerPriority or Never", s);
}
inline void the_port_of_a_backend_is_the_number_or_name_of_a_port_of_its_Service(
    std::string_view s) {
    throw mistake("the port of a backend is the number or name of a port of its Service", s);
}
inline void a_backend_without_a_port_needs_a_Service_of_one_port(std::string_view s) {
    throw mistake("a backend without a port needs a Service of one port", s);
}
inline void what_is_protected_needs_labels_to_be_selected_by(std::string_view s) {
    throw mistake("what is protected needs labels to be selected by", s);
}
inline void what_is_exposed_needs_labels_to_be_selected_by(std::string_view s) {
    throw mistake("what is exposed needs labels to be selected by", s);
}
inline void a_port_number_is_between_1_and_65535(long n) {
    throw mistake("a port number is between 1 and 65535", core::decimal(n));
}
inline void a_node_port_is_between_30000_and_32767(long n) {
    throw mistake("a node port is between 30000 and 32767", core::decimal(n));
}
inline void replicas_are_between_0_and_1000000(long n) {
    throw mistake("replicas are between 0 and 1000000", core::decimal(n));
}
inline void a_user_or_group_ID_is_between_0_and_2147483647(long n) {
    throw mistake("a user or group ID is between 0 and 2147483647", core::decimal(n));
}
inline void a_time_is_between_0_and_2147483647_seconds(long n) {
    throw mistake("a time is between 0 and 2147483647 seconds", core::decimal(n));
}
inline void a_count_is_between_0_and_2147483647(long n) {
    throw mistake("a count is between 0 and 2147483647", core::decimal(n));
}
inline void an_autoscaler_keeps_between_1_and_2147483647_replicas(long n) {
    throw mistake("an autoscaler keeps between 1 and 2147483647 replicas", core::decimal(n));
}
inline void a_utilization_is_at_least_1_percent_of_what_is_requested(long n) {
    throw mistake("a utilization is at least 1 percent of what is requested", core::decimal(n));
}
inline void the_value_of_a_PriorityClass_is_between_minus_2147483648_and_1000000000(long n) {
    throw mistake("the value of a PriorityClass is between -2147483648 and 1000000000",
                  core::decimal(n));
}

}  // namespace error

}  // namespace slipway::dsl
