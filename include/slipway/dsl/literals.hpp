// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <slipway/config.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/core/text.hpp>

namespace slipway::dsl {

/// A computed value that is not what its field takes. Literals are refused by the compiler instead.
struct mistake {
    const char* sentence;
    text value;
};

/// The sentences that compilers print for a wrong literal: the name of the function that could not be called in
/// constant evaluation. At run time they throw.
namespace error {

inline void a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends(std::string_view s) {
    throw mistake{"a name is lower case letters, digits, dashes and dots, with a letter or digit at both ends", s};
}
inline void a_label_key_is_letters_digits_dashes_dots_underscores_with_an_optional_domain_and_slash_before(std::string_view s) {
    throw mistake{"a label key is letters, digits, dashes, dots and underscores, with an optional domain and slash before", s};
}
inline void a_label_value_is_at_most_63_letters_digits_dashes_dots_underscores(std::string_view s) {
    throw mistake{"a label value is at most 63 letters, digits, dashes, dots and underscores", s};
}
inline void an_image_is_registry_slash_path_colon_tag_in_lower_case_and_without_blanks(std::string_view s) {
    throw mistake{"an image is registry/path:tag, in lower case and without blanks", s};
}
inline void a_quantity_is_a_number_and_one_suffix_of_n_u_m_k_M_G_T_P_E_Ki_Mi_Gi_Ti_Pi_Ei(std::string_view s) {
    throw mistake{"a quantity is a number and one suffix of n u m k M G T P E Ki Mi Gi Ti Pi Ei", s};
}
inline void a_port_name_is_at_most_15_lowercase_letters_digits_and_single_dashes_with_a_letter(std::string_view s) {
    throw mistake{"a port name is at most 15 lower case letters, digits and single dashes, with a letter", s};
}
inline void a_config_key_is_letters_digits_dashes_dots_underscores(std::string_view s) {
    throw mistake{"a config key is letters, digits, dashes, dots and underscores", s};
}
inline void an_environment_variable_is_named_by_printable_characters_without_an_equals_sign(std::string_view s) {
    throw mistake{"an environment variable is named by printable characters without an equals sign", s};
}
inline void a_port_number_is_between_1_and_65535(long) { throw mistake{"a port number is between 1 and 65535", {}}; }
inline void a_node_port_is_between_30000_and_32767(long) { throw mistake{"a node port is between 30000 and 32767", {}}; }
inline void replicas_are_not_negative(long) { throw mistake{"replicas are not negative", {}}; }

}  // namespace error

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
};

namespace detail {

constexpr bool is_name(std::string_view s) { return core::is_dns_subdomain(s); }
constexpr bool is_port_name(std::string_view s) { return s.empty() || core::is_port_name(s); }
constexpr bool is_quantity(std::string_view s) { return core::parse_quantity(s).has_value(); }
/// As much of an image reference as can be told without a registry.
constexpr bool is_image(std::string_view s) {
    if (s.empty() || s.back() == ':' || s.back() == '/' || s.front() == '/' || s.front() == ':') return false;
    const std::size_t slash = s.rfind('/'), colon = s.find(':', slash == s.npos ? 0 : slash);
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char c = s[i];
        const bool in_tag = colon != s.npos && i > colon;
        if (core::is_upper(c) && !in_tag) return false;
        if (!core::is_alphanumeric(c) && std::string_view("._-/:@").find(c) == std::string_view::npos) return false;
    }
    return true;
}

}  // namespace detail

using name = checked_text<detail::is_name, error::a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends>;
using label_key = checked_text<core::is_label_key, error::a_label_key_is_letters_digits_dashes_dots_underscores_with_an_optional_domain_and_slash_before>;
using label_value = checked_text<core::is_label_value, error::a_label_value_is_at_most_63_letters_digits_dashes_dots_underscores>;
using image = checked_text<detail::is_image, error::an_image_is_registry_slash_path_colon_tag_in_lower_case_and_without_blanks>;
using quantity = checked_text<detail::is_quantity, error::a_quantity_is_a_number_and_one_suffix_of_n_u_m_k_M_G_T_P_E_Ki_Mi_Gi_Ti_Pi_Ei>;
using port_name = checked_text<detail::is_port_name, error::a_port_name_is_at_most_15_lowercase_letters_digits_and_single_dashes_with_a_letter>;
using config_key = checked_text<core::is_config_key, error::a_config_key_is_letters_digits_dashes_dots_underscores>;
using env_name = checked_text<core::is_env_name, error::an_environment_variable_is_named_by_printable_characters_without_an_equals_sign>;

/// A number that is checked where it stands.
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
using replica_count = checked_number<0, 1'000'000, error::replicas_are_not_negative, 1>;

}  // namespace slipway::dsl
