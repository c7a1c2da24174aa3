// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>

#include <slipway/config.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/core/text.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl {

/// Text that is checked where it stands: a literal by the compiler, a computed value when it is built.
template <bool (*Accepts)(std::string_view), void (*Complain)(std::string_view)>
class checked_text : public text {
public:
    constexpr checked_text() = default;
    template <std::size_t N>
    SLIPWAY_CONSTEVAL checked_text(const char (&literal)[N]) : text(literal) {
        if (!Accepts(view())) Complain(view());
    }
    constexpr checked_text(const text& computed) : text(computed) {
        if (!Accepts(view())) Complain(view());
    }
    /// A computed value of another string class, such as `std::string`.
    template <class String>
        requires(!std::derived_from<String, text>) && requires(const String& s) { s.c_str(); }
    constexpr checked_text(const String& computed) : checked_text(text(computed)) {}
};

namespace detail {

constexpr bool is_name(std::string_view s) { return core::is_dns_subdomain(s); }
constexpr bool is_port_name(std::string_view s) { return s.empty() || core::is_port_name(s); }
constexpr bool is_short_name(std::string_view s) { return core::is_dns_label(s); }
constexpr bool is_quantity(std::string_view s) {
    const auto parsed = core::parse_quantity(s);
    return parsed && parsed->milli >= 0;
}
constexpr bool is_memory(std::string_view s) { return is_quantity(s) && s.back() != 'm' && s.back() != 'u' && s.back() != 'n'; }
constexpr bool is_path(std::string_view s) { return s.starts_with('/') && s.find(':') == s.npos; }
constexpr bool is_restart_policy(std::string_view s) { return s == "Always" || s == "OnFailure" || s == "Never"; }

/// What the downward API gives to environment variables.
constexpr bool is_pod_field(std::string_view s) {
    for (std::string_view known : {"metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP",
                                   "status.hostIPs", "status.podIP", "status.podIPs"})
        if (s == known) return true;
    for (std::string_view keyed : {"metadata.labels['", "metadata.annotations['"})
        if (s.starts_with(keyed) && s.ends_with("']") && s.size() > keyed.size() + 2) return core::is_label_key(s.substr(keyed.size(), s.size() - keyed.size() - 2));
    return false;
}

/// A part of an image's path: lower case letters and digits, with `.`, `_` and `-` between them.
constexpr bool is_image_part(std::string_view s, bool may_be_upper = false) {
    if (s.empty() || !core::is_alphanumeric(s.front()) || !core::is_alphanumeric(s.back())) return false;
    for (char c : s)
        if (!core::is_lower(c) && !core::is_digit(c) && c != '-' && c != '.' && c != '_' && !(may_be_upper && core::is_upper(c))) return false;
    return true;
}
constexpr bool is_image_tag(std::string_view s) {
    if (s.empty() || s.size() > 128 || s.front() == '.' || s.front() == '-') return false;
    for (char c : s)
        if (!core::is_alphanumeric(c) && c != '-' && c != '.' && c != '_') return false;
    return true;
}
/// `registry:port/path/path:tag@digest`, of which all but a path may be left out.
constexpr bool is_image(std::string_view s) {
    if (const std::size_t at = s.find('@'); at != s.npos) {
        const std::string_view digest = s.substr(at + 1);
        const std::size_t colon = digest.find(':');
        if (colon == digest.npos || !is_image_part(digest.substr(0, colon)) || !is_image_part(digest.substr(colon + 1))) return false;
        s = s.substr(0, at);
    }
    const std::size_t last = s.rfind('/') + 1;  // 0 where there is no slash
    if (const std::size_t colon = s.find(':', last); colon != s.npos) {
        if (!is_image_tag(s.substr(colon + 1))) return false;
        s = s.substr(0, colon);
    }
    if (const std::size_t slash = s.find('/'); slash != s.npos) {
        const std::string_view host = s.substr(0, slash);
        const std::size_t colon = host.find(':');
        const bool is_host = colon != host.npos || host.find('.') != host.npos;
        if (!is_image_part(host.substr(0, colon), is_host)) return false;
        if (colon != host.npos && !is_image_part(host.substr(colon + 1))) return false;
        s = s.substr(slash + 1);
    }
    while (true) {
        const std::size_t slash = s.find('/');
        if (!is_image_part(s.substr(0, slash))) return false;
        if (slash == s.npos) return true;
        s = s.substr(slash + 1);
    }
}

}  // namespace detail

using name = checked_text<detail::is_name, error::a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends>;
/// Of a namespace, a container or a volume.
using short_name = checked_text<detail::is_short_name, error::such_a_name_is_at_most_63_lowercase_letters_digits_and_dashes_with_a_letter_or_digit_at_both_ends>;
using service_name = checked_text<core::is_dns1035_label, error::a_service_name_is_at_most_63_lowercase_letters_digits_and_dashes_and_starts_with_a_letter>;
using label_key = checked_text<core::is_label_key, error::a_label_key_is_letters_digits_dashes_dots_underscores_with_an_optional_domain_and_slash_before>;
using label_value = checked_text<core::is_label_value, error::a_label_value_is_at_most_63_letters_digits_dashes_dots_underscores>;
using image = checked_text<detail::is_image, error::an_image_is_registry_slash_path_colon_tag_in_lower_case_and_without_blanks>;
using quantity = checked_text<detail::is_quantity, error::a_quantity_is_a_number_not_negative_and_one_suffix_of_n_u_m_k_M_G_T_P_E_Ki_Mi_Gi_Ti_Pi_Ei>;
using memory = checked_text<detail::is_memory, error::an_amount_of_memory_is_a_quantity_of_bytes_such_as_128Mi_or_1Gi_and_not_of_thousandths>;
using port_name = checked_text<detail::is_port_name, error::a_port_name_is_at_most_15_lowercase_letters_digits_and_single_dashes_with_a_letter>;
using config_key = checked_text<core::is_config_key, error::a_config_key_is_letters_digits_dashes_dots_underscores>;
using env_name = checked_text<core::is_env_name, error::an_environment_variable_is_named_by_printable_characters_without_an_equals_sign>;
using absolute_path = checked_text<detail::is_path, error::a_path_is_absolute_and_without_colons>;
using restart_policy = checked_text<detail::is_restart_policy, error::a_restart_policy_is_Always_OnFailure_or_Never>;
using pod_field = checked_text<detail::is_pod_field, error::a_field_of_a_pod_is_such_as_metadata_name_or_spec_nodeName_or_status_podIP>;

/// A number that is checked when it is built: by the compiler in a `constexpr` definition, and at run time elsewhere. (A
/// constructor that only literals could use would refuse `8000 + i` in a loop.)
template <long Least, long Most, void (*Complain)(long), long Otherwise = 0>
class checked_number {
public:
    constexpr checked_number() = default;
    constexpr checked_number(long n) : value_(n) {
        if (n < Least || n > Most) Complain(n);
    }
    constexpr operator long() const { return value_; }

private:
    long value_ = Otherwise;
};

using port_number = checked_number<1, 65535, error::a_port_number_is_between_1_and_65535>;
using node_port = checked_number<30000, 32767, error::a_node_port_is_between_30000_and_32767>;
using replica_count = checked_number<0, 1'000'000, error::replicas_are_between_0_and_1000000, 1>;

}  // namespace slipway::dsl
