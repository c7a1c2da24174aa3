// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string_view>

#include <slipway/core/text.hpp>

namespace slipway::dsl {

/// A computed value that is not what its field takes. Literals are refused by the compiler instead.
class mistake : public std::exception {
public:
    mistake(const char* what_is_right, const text& wrong) : sentence(what_is_right), value(wrong), said_(core::cat(std::string_view(sentence), ", not '", value, "'")) {}
    const char* what() const noexcept override { return said_.c_str(); }

    const char* sentence;
    text value;

private:
    text said_;
};

/// The sentences that compilers print for a wrong literal: the name of the function that could not be called in
/// constant evaluation. At run time they throw.
namespace error {

inline void a_name_is_lowercase_letters_digits_dashes_and_dots_with_a_letter_or_digit_at_both_ends(std::string_view s) {
    throw mistake("a name is lower case letters, digits, dashes and dots, with a letter or digit at both ends", s);
}
inline void such_a_name_is_at_most_63_lowercase_letters_digits_and_dashes_with_a_letter_or_digit_at_both_ends(std::string_view s) {
    throw mistake("the name of a namespace, container or volume is at most 63 lower case letters, digits and dashes, with a letter or digit at both ends", s);
}
inline void a_service_name_is_at_most_63_lowercase_letters_digits_and_dashes_and_starts_with_a_letter(std::string_view s) {
    throw mistake("the name of a Service is at most 63 lower case letters, digits and dashes, and starts with a letter", s);
}
inline void a_label_key_is_letters_digits_dashes_dots_underscores_with_an_optional_domain_and_slash_before(std::string_view s) {
    throw mistake("a label key is letters, digits, dashes, dots and underscores, with an optional domain and slash before", s);
}
inline void a_label_value_is_at_most_63_letters_digits_dashes_dots_underscores(std::string_view s) {
    throw mistake("a label value is at most 63 letters, digits, dashes, dots and underscores", s);
}
inline void an_image_is_registry_slash_path_colon_tag_in_lower_case_and_without_blanks(std::string_view s) {
    throw mistake("an image is registry/path:tag, in lower case and without blanks", s);
}
inline void a_quantity_is_a_number_not_negative_and_one_suffix_of_n_u_m_k_M_G_T_P_E_Ki_Mi_Gi_Ti_Pi_Ei(std::string_view s) {
    throw mistake("a quantity is a number that is not negative, and one suffix of n u m k M G T P E Ki Mi Gi Ti Pi Ei", s);
}
inline void an_amount_of_memory_is_a_quantity_of_bytes_such_as_128Mi_or_1Gi_and_not_of_thousandths(std::string_view s) {
    throw mistake("an amount of memory is a quantity of bytes such as 128Mi or 1Gi, and not of thousandths", s);
}
inline void a_port_name_is_at_most_15_lowercase_letters_digits_and_single_dashes_with_a_letter(std::string_view s) {
    throw mistake("a port name is at most 15 lower case letters, digits and single dashes, with a letter", s);
}
inline void a_config_key_is_letters_digits_dashes_dots_underscores(std::string_view s) {
    throw mistake("a config key is letters, digits, dashes, dots and underscores", s);
}
inline void an_environment_variable_is_named_by_printable_characters_without_an_equals_sign(std::string_view s) {
    throw mistake("an environment variable is named by printable characters without an equals sign", s);
}
inline void a_path_is_absolute_and_without_colons(std::string_view s) { throw mistake("a path is absolute and without colons", s); }
inline void a_restart_policy_is_Always_OnFailure_or_Never(std::string_view s) { throw mistake("a restart policy is Always, OnFailure or Never", s); }
inline void a_field_of_a_pod_is_such_as_metadata_name_or_spec_nodeName_or_status_podIP(std::string_view s) {
    throw mistake("a field of a pod is such as metadata.name, spec.nodeName or status.podIP", s);
}
inline void what_is_exposed_needs_labels_to_be_selected_by(std::string_view s) { throw mistake("what is exposed needs labels to be selected by", s); }
inline void a_port_number_is_between_1_and_65535(long n) { throw mistake("a port number is between 1 and 65535", core::decimal(n)); }
inline void a_node_port_is_between_30000_and_32767(long n) { throw mistake("a node port is between 30000 and 32767", core::decimal(n)); }
inline void replicas_are_between_0_and_1000000(long n) { throw mistake("replicas are between 0 and 1000000", core::decimal(n)); }

}  // namespace error

}  // namespace slipway::dsl
