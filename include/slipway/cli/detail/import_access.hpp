// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/detail/import_container.hpp>

namespace slipway::cli::detail {

/// Who may do what.
class access_writer {
public:
    static bool service_account(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        container_writer::take_list(
            f.made, f.rest, "imagePullSecrets", [&](const json::value& s) -> std::optional<code> {
                if (!container_writer::only(s, {"name"}) ||
                    !short_form::is_text(s, "name", dsl::detail::is_name))
                    return {};
                return f.scope.reference_or_name("Secret", text_of(s, "name"), f.space());
            });
        short_form::take_optional_flag(f.made, f.rest, "automountServiceAccountToken");
        return f.rest.empty();
    }
    static bool role(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_role_name)) return false;
        container_writer::take_list(f.made, f.rest, "rules", rule);
        if (const json::value* const aggregated = short_form::below(f.rest, "aggregationRule")) {
            if (aggregated->empty()) return false;
            f.made.member("aggregationRule",
                          struct_writer::of(f.type_of({"aggregationRule"}), *aggregated,
                                            "api::AggregationRule"));
            f.rest.erase("aggregationRule");
        }
        return f.rest.empty();
    }
    static bool binding(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_role_name) || !f.rest.contains("roleRef"))
            return false;
        const json::value& ref = f.rest["roleRef"];
        const std::string kind = text_of(ref, "kind"), name = text_of(ref, "name");
        const bool of_cluster = kind == "ClusterRole", all = f.kind() == "ClusterRoleBinding";
        if (text_of(ref, "apiGroup") != "rbac.authorization.k8s.io" ||
            (!of_cluster && (all || kind != "Role")) || !dsl::detail::is_role_name(name))
            return false;
        const std::string space = of_cluster ? "" : f.space();
        f.made.member("roleRef", all ? f.scope.reference_or_name(kind, name, space)
                                     : f.scope.reference(kind, name, space));
        f.rest.erase("roleRef");
        container_writer::take_list(f.made, f.rest, "subjects",
                                    [&](const json::value& s) { return subject(f, s); });
        return f.rest.empty();
    }

private:
    static std::optional<code> rule(const json::value& r) {
        json::value left = r;
        code made = braces();
        const json::value core_only = json::value::array({""});
        if (!left.contains("nonResourceURLs")) {
            if (!left.contains("apiGroups")) return {};
            if (left["apiGroups"] == core_only) left.erase("apiGroups");
        }
        short_form::take_texts(made, left, "apiGroups", dsl::detail::is_api_group);
        short_form::take_texts(made, left, "resources", dsl::detail::is_resource);
        short_form::take_texts(made, left, "verbs", dsl::detail::is_one_of<dsl::detail::verbs>);
        short_form::take_texts(made, left, "resourceNames", short_form::any_text);
        short_form::take_texts(made, left, "nonResourceURLs", dsl::detail::is_http_path);
        if (!left.empty()) return {};
        return made;
    }
    static std::optional<code> subject(const short_form& f, const json::value& s) {
        const std::string kind = text_of(s, "kind"), name = text_of(s, "name"),
                          space = text_of(s, "namespace"), group = text_of(s, "apiGroup");
        if (kind == "User" || kind == "Group") {
            if (group != "rbac.authorization.k8s.io" || !space.empty()) return {};
            return call(kind == "User" ? "user" : "group", {literal(name)});
        }
        if (kind != "ServiceAccount" || !group.empty() || space.empty() ||
            !dsl::detail::is_name(name) || !dsl::detail::is_short_name(space))
            return {};
        if (const variable* const there = f.scope.find("ServiceAccount", name, space))
            return word(there->name);
        code made = braces("ServiceAccount");
        made.member("name", literal(name));
        made.member("namespace_", literal(space));
        return made;
    }
};

}  // namespace slipway::cli::detail
