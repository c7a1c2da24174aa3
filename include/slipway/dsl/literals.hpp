// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <slipway/config.hpp>
#include <slipway/core/cron.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/core/text.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl {

/// Text that is checked where it stands: a literal by the compiler, a computed value when it is
/// built.
template <bool (*Accepts)(std::string_view), void (*Complain)(std::string_view)>
class checked_text : public text {
public:
    constexpr checked_text() = default;
    template <std::size_t N>
    SLIPWAY_CONSTEVAL checked_text(const char (&literal)[N]) : text(literal) {
        if (!Accepts(view())) detail::refuse<Complain>(view());
    }
    constexpr checked_text(const text& computed) : text(computed) {
        if (!Accepts(view())) Complain(view());
    }
    /// A computed value of another string class, such as `std::string`.
    template <class String>
        requires(!std::derived_from<String, text>) && requires(const String& s) { s.c_str(); }
    constexpr checked_text(const String& computed) : checked_text(text(computed)) {}
    /// For its sentence: the compiler would only say that it cannot convert what the value stands
    /// in.
    template <class Number>
        requires std::is_arithmetic_v<Number>
    constexpr checked_text(Number) {
        static_assert(std::is_void_v<Number>,
                      "this is text: write it in quotation marks, such as \"500m\" or \"http\"");
    }
};

namespace detail {

constexpr bool is_name(std::string_view s) { return core::is_dns_subdomain(s); }
constexpr bool is_class_name(std::string_view s) { return s.empty() || is_name(s); }
constexpr bool is_port_name(std::string_view s) { return s.empty() || core::is_port_name(s); }
constexpr bool is_short_name(std::string_view s) { return core::is_dns_label(s); }
constexpr bool is_quantity(std::string_view s) {
    if (core::is_plain_quantity(s)) return true;
    const auto parsed = core::parse_quantity(s);
    return parsed && parsed->milli >= 0;
}
constexpr bool is_memory(std::string_view s) {
    return is_quantity(s) && s.back() != 'm' && s.back() != 'u' && s.back() != 'n';
}
/// What every node has of for containers.
constexpr bool is_computed(std::string_view resource) {
    return resource == "cpu" || resource == "memory" || resource == "ephemeral-storage";
}
constexpr bool is_path(std::string_view s) {
    return s.starts_with('/') && core::find_character(s, ':') == s.npos;
}

/// One of the words that are given, with blanks between.
template <const char* Words>
constexpr bool is_one_of(std::string_view s) {
    // Not by `find`, which GCC 12 takes for no constant here when it looks for undefined behaviour.
    for (std::size_t begin = 0, end = 0;; ++end) {
        if (Words[end] != ' ' && Words[end] != '\0') continue;
        if (s == std::string_view(Words + begin, end - begin)) return true;
        if (Words[end] == '\0') return false;
        begin = end + 1;
    }
}

constexpr bool is_schedule(std::string_view s) { return core::parse_cron(s).has_value(); }
/// A name of the time zone database; `Local` would be where the controller runs.
constexpr bool is_time_zone(std::string_view s) {
    if (s.empty() || s.size() > 63 || !core::is_upper(s.front()) || s == "Local" ||
        s.back() == '/' || s.find("..") != s.npos)
        return false;
    for (char c : s)
        if (!core::is_alphanumeric(c) && c != '/' && c != '_' && c != '-' && c != '+') return false;
    return true;
}
constexpr bool is_host(std::string_view s) {
    return core::is_dns_subdomain(s.starts_with("*.") ? s.substr(2) : s);
}
constexpr bool is_http_path(std::string_view s) {
    if (!s.starts_with('/')) return false;
    for (std::string_view part : {"//", "/./", "/../"})
        if (s.find(part) != s.npos) return false;
    return !s.ends_with("/.") && !s.ends_with("/..");
}

constexpr bool is_number(std::string_view s, unsigned most) {
    unsigned value = 0;
    if (s.empty() || s.size() > 3 || (s.size() > 1 && s.front() == '0')) return false;
    for (char c : s) {
        if (!core::is_digit(c)) return false;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value <= most;
}
constexpr bool is_ipv4(std::string_view s) {
    for (int i = 0; i < 4; ++i) {
        const std::size_t dot = s.find('.');
        if ((dot == s.npos) != (i == 3) || !is_number(s.substr(0, dot), 255)) return false;
        s.remove_prefix(dot == s.npos ? s.size() : dot + 1);
    }
    return true;
}
/// Eight groups of hexadecimal digits, of which one row of zeros may be `::`.
constexpr bool is_ipv6(std::string_view s) {
    int groups = 0;
    bool gap = s.starts_with("::");
    if (gap) s.remove_prefix(2);
    while (!s.empty()) {
        const std::size_t colon = s.find(':');
        const std::string_view group = s.substr(0, colon);
        if (group.empty() || group.size() > 4) return false;
        for (char c : group)
            if (!core::is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
                return false;
        ++groups;
        if (colon == s.npos) break;
        s.remove_prefix(colon + 1);
        if (s.empty()) return false;
        if (s.front() == ':') {
            if (gap) return false;
            gap = true;
            s.remove_prefix(1);
        }
    }
    return gap ? groups < 8 : groups == 8;
}
constexpr bool is_cidr(std::string_view s) {
    const std::size_t slash = s.find('/');
    if (slash == s.npos) return false;
    const std::string_view address = s.substr(0, slash), bits = s.substr(slash + 1);
    return (is_ipv4(address) && is_number(bits, 32)) || (is_ipv6(address) && is_number(bits, 128));
}

constexpr bool is_api_group(std::string_view s) {
    return s.empty() || s == "*" || core::is_dns_subdomain(s);
}
constexpr bool is_resource(std::string_view s) {
    const std::size_t slash = s.find('/');
    for (std::string_view part :
         {s.substr(0, slash), slash == s.npos ? std::string_view("*") : s.substr(slash + 1)})
        if (part != "*" && !core::is_dns_label(part)) return false;
    return true;
}
/// As a part of a path, since roles have colons in their names (apimachinery,
/// `IsValidPathSegmentName`).
constexpr bool is_role_name(std::string_view s) {
    return !s.empty() && s != "." && s != ".." && s.find_first_of("/%") == s.npos;
}
constexpr bool is_kind(std::string_view s) {
    if (s.empty() || s.size() > 63 || !core::is_upper(s.front())) return false;
    for (char c : s)
        if (!core::is_alphanumeric(c)) return false;
    return true;
}
/// `v`, a number that does not start with zero, and `alpha` or `beta` with a number if wanted.
constexpr bool is_api_version(std::string_view s) {
    if (!s.starts_with('v')) return false;
    auto number = [&s] {
        const std::size_t before = s.size();
        if (s.starts_with('0')) return false;
        while (!s.empty() && core::is_digit(s.front())) s.remove_prefix(1);
        return s.size() < before;
    };
    s.remove_prefix(1);
    if (!number()) return false;
    for (std::string_view stage : {"alpha", "beta"})
        if (s.starts_with(stage)) {
            s.remove_prefix(stage.size());
            return number() && s.empty();
        }
    return s.empty();
}

inline constexpr char restart_policies[] = "Always OnFailure Never";
constexpr bool is_restart_policy(std::string_view s) { return is_one_of<restart_policies>(s); }
inline constexpr char job_restart_policies[] = "OnFailure Never";
inline constexpr char pull_policies[] = "Always IfNotPresent Never";
inline constexpr char protocols[] = "TCP UDP SCTP";
inline constexpr char access_modes[] = "ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod";
inline constexpr char taint_effects[] = "NoSchedule PreferNoSchedule NoExecute";
inline constexpr char toleration_operators[] = "Exists Equal";
inline constexpr char deployment_updates[] = "RollingUpdate Recreate";
inline constexpr char set_updates[] = "RollingUpdate OnDelete";
inline constexpr char pod_managements[] = "OrderedReady Parallel";
inline constexpr char concurrencies[] = "Allow Forbid Replace";
inline constexpr char affinities[] = "ClientIP None";
inline constexpr char traffic[] = "Cluster Local";
inline constexpr char path_types[] = "Prefix Exact ImplementationSpecific";
inline constexpr char policy_types[] = "Ingress Egress";
inline constexpr char verbs[] =
    "get list watch create update patch delete deletecollection use bind escalate impersonate approve sign attest head post put options *";
inline constexpr char preemptions[] = "PreemptLowerPriority Never";
inline constexpr char limit_types[] = "Container Pod";
inline constexpr char scopes[] = "Namespaced Cluster";

/// What the downward API gives to environment variables.
constexpr bool is_pod_field(std::string_view s) {
    for (std::string_view known : {"metadata.name", "metadata.namespace", "metadata.uid",
                                   "spec.nodeName", "spec.serviceAccountName", "status.hostIP",
                                   "status.hostIPs", "status.podIP", "status.podIPs"})
        if (s == known) return true;
    for (std::string_view keyed : {"metadata.labels['", "metadata.annotations['"})
        if (s.starts_with(keyed) && s.ends_with("']") && s.size() > keyed.size() + 2)
            return core::is_label_key(s.substr(keyed.size(), s.size() - keyed.size() - 2));
    return false;
}

/// A part of an image's path: lower case letters and digits, with `.`, `_` and `-` between them.
constexpr bool is_image_part(std::string_view s, bool may_be_upper = false) {
    using namespace core::characters;
    return core::is_made_of(s,
                            lower_or_digit + dash + dot + underscore + (may_be_upper ? upper : 0),
                            alphanumeric, s.npos);
}
constexpr bool is_image_tag(std::string_view s) {
    using namespace core::characters;
    return core::is_made_of(s, of_qualified_names, of_qualified_names, 128) &&
           core::is_one(*s.data(), alphanumeric + underscore);
}
/// Whether it is `path/path:tag`, as most images are; told in a fraction of the statements that all
/// rules take.
constexpr bool is_plain_image(std::string_view s) {
    using namespace core::characters;
    const char *c = s.data(), *const end = c + s.size();
    while (true) {
        const char* const part = c;
        c = core::skip(c, end, lower_or_digit + dash + dot + underscore);
        if (c == part || !core::is_one(part[0], lower_or_digit) ||
            !core::is_one(c[-1], lower_or_digit))
            return false;
        if (c == end) return true;
        if (*c == ':') return is_image_tag({c + 1, static_cast<std::size_t>(end - c - 1)});
        if (*c++ != '/') return false;
    }
}
/// `registry:port/path/path:tag@digest`, of which all but a path may be left out.
constexpr bool is_image(std::string_view s) {
    if (is_plain_image(s)) return true;
    if (const std::size_t at = core::find_character(s, '@'); at != s.npos) {
        const std::string_view digest = s.substr(at + 1);
        const std::size_t colon = core::find_character(digest, ':');
        if (colon == digest.npos || !is_image_part(digest.substr(0, colon)) ||
            !is_image_part(digest.substr(colon + 1)))
            return false;
        s = s.substr(0, at);
    }
    std::size_t last = s.size();
    while (last != 0 && s.data()[last - 1] != '/') --last;  // 0 where there is no slash
    if (const std::size_t colon = core::find_character(s, ':', last); colon != s.npos) {
        if (!is_image_tag(s.substr(colon + 1))) return false;
        s = s.substr(0, colon);
    }
    if (const std::size_t slash = core::find_character(s, '/'); slash != s.npos) {
        const std::string_view host = s.substr(0, slash);
        const std::size_t colon = core::find_character(host, ':');
        const bool is_host = colon != host.npos || core::find_character(host, '.') != host.npos;
        if (!is_image_part(host.substr(0, colon), is_host)) return false;
        if (colon != host.npos && !is_image_part(host.substr(colon + 1))) return false;
        s = s.substr(slash + 1);
    }
    while (true) {
        const std::size_t slash = core::find_character(s, '/');
        if (!is_image_part(s.substr(0, slash))) return false;
        if (slash == s.npos) return true;
        s = s.substr(slash + 1);
    }
}

}  // namespace detail

using name = checked_text<
    detail::is_name,
    error::a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends>;
/// Of a class, such as a StorageClass. `""` says that there is none, where one that is left out is
/// the cluster's default.
class class_name
    : public checked_text<
          detail::is_class_name,
          error::
              a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends> {
    using base = checked_text<
        detail::is_class_name,
        error::
            a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends>;

public:
    constexpr class_name() = default;
    template <std::size_t N>
    SLIPWAY_CONSTEVAL class_name(const char (&literal)[N]) : base(literal) {
        if constexpr (N == 1) text::operator=(said_empty());
    }
    constexpr class_name(const text& computed) : base(computed) {}
    template <class String>
        requires(!std::derived_from<String, text>) && requires(const String& s) { s.c_str(); }
    constexpr class_name(const String& computed) : base(text(computed)) {
        if (empty()) text::operator=(said_empty());
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    constexpr class_name(Number n) : base(n) {}
};
/// Of a namespace, a container or a volume.
using short_name = checked_text<
    detail::is_short_name,
    error::
        such_a_name_is_at_most_63_lowercase_letters_digits_and_dashes_with_a_letter_or_digit_at_both_ends>;
using service_name = checked_text<
    core::is_dns1035_label,
    error::
        a_service_name_is_at_most_63_lowercase_letters_digits_and_dashes_and_starts_with_a_letter>;
using label_key = checked_text<
    core::is_label_key,
    error::
        a_label_key_is_letters_digits_dashes_dots_underscores_with_an_optional_domain_and_slash_before>;
using label_value =
    checked_text<core::is_label_value,
                 error::a_label_value_is_at_most_63_letters_digits_dashes_dots_underscores>;
using image =
    checked_text<detail::is_image,
                 error::an_image_is_registry_slash_path_colon_tag_in_lower_case_and_without_blanks>;
using quantity = checked_text<
    detail::is_quantity,
    error::
        a_quantity_is_a_number_not_negative_and_one_suffix_of_n_u_m_k_M_G_T_P_E_Ki_Mi_Gi_Ti_Pi_Ei>;
using memory = checked_text<
    detail::is_memory,
    error::an_amount_of_memory_is_a_quantity_of_bytes_such_as_128Mi_or_1Gi_and_not_of_thousandths>;
using port_name = checked_text<
    detail::is_port_name,
    error::a_port_name_is_at_most_15_lowercase_letters_digits_and_single_dashes_with_a_letter>;
using config_key = checked_text<core::is_config_key,
                                error::a_config_key_is_letters_digits_dashes_dots_underscores>;
using env_name = checked_text<
    core::is_env_name,
    error::an_environment_variable_is_named_by_printable_characters_without_an_equals_sign>;
using absolute_path = checked_text<detail::is_path, error::a_path_is_absolute_and_without_colons>;
using restart_policy =
    checked_text<detail::is_restart_policy, error::a_restart_policy_is_Always_OnFailure_or_Never>;
using pod_field =
    checked_text<detail::is_pod_field,
                 error::a_field_of_a_pod_is_such_as_metadata_name_or_spec_nodeName_or_status_podIP>;
using job_restart_policy = checked_text<detail::is_one_of<detail::job_restart_policies>,
                                        error::the_restart_policy_of_a_Job_is_OnFailure_or_Never>;
using pull_policy = checked_text<detail::is_one_of<detail::pull_policies>,
                                 error::an_image_pull_policy_is_Always_IfNotPresent_or_Never>;
using protocol =
    checked_text<detail::is_one_of<detail::protocols>, error::a_protocol_is_TCP_UDP_or_SCTP>;
using access_mode = checked_text<
    detail::is_one_of<detail::access_modes>,
    error::an_access_mode_is_ReadWriteOnce_ReadOnlyMany_ReadWriteMany_or_ReadWriteOncePod>;
using taint_effect =
    checked_text<detail::is_one_of<detail::taint_effects>,
                 error::the_effect_of_a_taint_is_NoSchedule_PreferNoSchedule_or_NoExecute>;
using toleration_operator = checked_text<detail::is_one_of<detail::toleration_operators>,
                                         error::the_operator_of_a_toleration_is_Exists_or_Equal>;
using deployment_update = checked_text<detail::is_one_of<detail::deployment_updates>,
                                       error::a_Deployment_is_updated_by_RollingUpdate_or_Recreate>;
using set_update =
    checked_text<detail::is_one_of<detail::set_updates>,
                 error::a_StatefulSet_or_DaemonSet_is_updated_by_RollingUpdate_or_OnDelete>;
using pod_management_policy =
    checked_text<detail::is_one_of<detail::pod_managements>,
                 error::a_pod_management_policy_is_OrderedReady_or_Parallel>;
using cron_schedule = checked_text<
    detail::is_schedule,
    error::
        a_schedule_is_minute_hour_day_month_weekday_such_as_0_3_x_x_1_5_or_one_of_hourly_daily_weekly_monthly_yearly_or_every>;
using time_zone = checked_text<detail::is_time_zone,
                               error::a_time_zone_is_a_name_such_as_Europe_Berlin_or_Etc_UTC>;
using concurrency_policy = checked_text<detail::is_one_of<detail::concurrencies>,
                                        error::a_concurrency_policy_is_Allow_Forbid_or_Replace>;
using session_affinity = checked_text<detail::is_one_of<detail::affinities>,
                                      error::a_session_affinity_is_ClientIP_or_None>;
using load_balancer_class =
    checked_text<core::is_label_key,
                 error::a_load_balancer_class_is_such_as_internal_or_example_com_internal>;
using traffic_policy =
    checked_text<detail::is_one_of<detail::traffic>, error::a_traffic_policy_is_Cluster_or_Local>;
using host_name = checked_text<
    detail::is_host,
    error::a_host_is_a_DNS_name_in_lower_case_with_an_optional_asterisk_and_dot_before>;
using http_path =
    checked_text<detail::is_http_path,
                 error::a_path_of_HTTP_starts_with_a_slash_and_has_no_empty_or_dotted_parts>;
using path_type = checked_text<detail::is_one_of<detail::path_types>,
                               error::a_path_type_is_Prefix_Exact_or_ImplementationSpecific>;
using address_block =
    checked_text<detail::is_cidr,
                 error::a_block_of_addresses_is_an_IP_address_a_slash_and_a_number_of_bits>;
using policy_type = checked_text<detail::is_one_of<detail::policy_types>,
                                 error::a_policy_type_is_Ingress_or_Egress>;
using role_name = checked_text<
    detail::is_role_name,
    error::the_name_of_a_role_is_without_slashes_and_percent_signs_and_not_a_dot_or_two>;
using verb = checked_text<
    detail::is_one_of<detail::verbs>,
    error::
        a_verb_is_get_list_watch_create_update_patch_delete_deletecollection_or_one_of_the_special_ones_or_an_asterisk>;
using api_group = checked_text<
    detail::is_api_group,
    error::an_API_group_is_empty_for_the_core_or_a_DNS_name_such_as_apps_or_an_asterisk>;
using resource_name = checked_text<
    detail::is_resource,
    error::
        a_resource_is_a_plural_in_lower_case_such_as_pods_with_an_optional_slash_and_subresource>;
using quota_name = checked_text<
    core::is_label_key,
    error::what_a_quota_counts_is_named_such_as_pods_or_requests_cpu_or_count_deployments_apps>;
using preemption_policy = checked_text<detail::is_one_of<detail::preemptions>,
                                       error::a_preemption_policy_is_PreemptLowerPriority_or_Never>;
using limit_type =
    checked_text<detail::is_one_of<detail::limit_types>, error::a_limit_is_of_a_Container_or_a_Pod>;
using resource_scope =
    checked_text<detail::is_one_of<detail::scopes>, error::a_scope_is_Namespaced_or_Cluster>;
using resource_kind =
    checked_text<detail::is_kind,
                 error::a_kind_is_letters_and_digits_and_starts_with_an_upper_case_letter>;
using version_name =
    checked_text<detail::is_api_version, error::a_version_of_a_resource_is_such_as_v1_or_v1beta2>;

namespace detail {
/// Of what the compiler has refused: nothing more is said of it then.
inline constexpr long refused_number = -9'000'000'000;
}  // namespace detail

/// A number that is checked when it is built: by the compiler in a `constexpr` definition, and at
/// run time elsewhere. (A constructor that only literals could use would refuse `8000 + i` in a
/// loop.)
template <long Least, long Most, void (*Complain)(long), long Otherwise = 0>
class checked_number {
public:
    constexpr checked_number() = default;
    constexpr checked_number(long n) : value_(n) {
        if (n < Least || n > Most) Complain(n);
    }
    /// For its sentence, as that of texts.
    template <std::size_t N>
    constexpr checked_number(const char (&)[N]) : checked_number(refused()) {
        static_assert(N == 0, "this is a number: write it without quotation marks, such as 8080");
    }
    constexpr operator long() const { return value_; }

protected:
    struct refused {};
    constexpr explicit checked_number(refused) : value_(detail::refused_number) {}

private:
    long value_ = Otherwise;
};

using port_number = checked_number<1, 65535, error::a_port_number_is_between_1_and_65535>;
using node_port = checked_number<30000, 32767, error::a_node_port_is_between_30000_and_32767>;
/// -1 where it is left out, like the next three.
using replica_count = checked_number<0, 1'000'000, error::replicas_are_between_0_and_1000000, -1>;
using user_id =
    checked_number<0, 2147483647, error::a_user_or_group_ID_is_between_0_and_2147483647, -1>;
using time_in_seconds =
    checked_number<0, 2147483647, error::a_time_is_between_0_and_2147483647_seconds, -1>;
using non_negative = checked_number<0, 2147483647, error::a_count_is_between_0_and_2147483647, -1>;
/// 0 where it is left out, like the next.
using replica_bound =
    checked_number<1, 2147483647, error::an_autoscaler_keeps_between_1_and_2147483647_replicas>;
using utilization =
    checked_number<1, 2147483647, error::a_utilization_is_at_least_1_percent_of_what_is_requested>;
using priority_value =
    checked_number<-2147483648, 1000000000,
                   error::the_value_of_a_PriorityClass_is_between_minus_2147483648_and_1000000000>;

}  // namespace slipway::dsl
