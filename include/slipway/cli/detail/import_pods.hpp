// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <slipway/cli/detail/import_container.hpp>

namespace slipway::cli::detail {

inline std::optional<code> volume_of(const json::value& v, import_scope& scope,
                                     const std::string& space) {
    using form = short_form;
    if (v.size() != 2 || !form::is_text(v, "name", dsl::detail::is_short_name)) return {};
    const auto second = v.begin().key() == "name" ? std::next(v.begin()) : v.begin();
    const std::string which = second.key();
    const json::value& at = second.value();
    const std::string claimed = which == "configMap"               ? "name"
                                : which == "secret"                ? "secretName"
                                : which == "persistentVolumeClaim" ? "claimName"
                                                                   : "";
    if (!claimed.empty()) {
        if (!container_writer::only(at, {claimed}) ||
            !form::is_text(at, claimed.c_str(), dsl::detail::is_name))
            return {};
        const std::string kind = which == "configMap" ? "ConfigMap"
                                 : which == "secret"  ? "Secret"
                                                      : "PersistentVolumeClaim";
        return braces({}, {literal(text_of(v, "name")),
                           scope.reference(kind, text_of(at, claimed.c_str()), space)});
    }
    code source = braces(which);
    if (which == "hostPath") {
        if (!container_writer::only(at, {"path", "type"}) ||
            !form::is_text(at, "path", dsl::detail::is_path))
            return {};
        source.add(literal(text_of(at, "path")));
        if (at.contains("type")) source.add(literal(text_of(at, "type")));
    } else if (which == "emptyDir") {
        if (!container_writer::only(at, {"sizeLimit", "medium"}) ||
            (at.contains("medium") && at["medium"] != "Memory"))
            return {};
        if (at.contains("sizeLimit") && !form::is_text(at, "sizeLimit", dsl::detail::is_memory))
            return {};
        if (at.contains("sizeLimit")) source.member("sizeLimit", literal(text_of(at, "sizeLimit")));
        if (at.contains("medium")) source.member("inMemory", word("true"));
    } else {
        return {};
    }
    return braces({}, {literal(text_of(v, "name")), std::move(source)});
}

inline std::optional<code> toleration_of(const json::value& t) {
    using form = short_form;
    if (!container_writer::only(t, {"key", "operator", "value", "effect", "tolerationSeconds"}))
        return {};
    const std::string how = text_of(t, "operator"), value = text_of(t, "value");
    if (how.empty() || (t.contains("key") && !form::is_text(t, "key", core::is_label_key)) ||
        !core::is_label_value(value))
        return {};
    if (t.contains("effect") &&
        !form::is_text(t, "effect", dsl::detail::is_one_of<dsl::detail::taint_effects>))
        return {};
    json::value left = t;
    code made = braces();
    form::take_text(made, left, "key", form::any_text);
    if (how == (value.empty() ? "Exists" : "Equal")) left.erase("operator");
    form::take_text(made, left, "operator",
                    dsl::detail::is_one_of<dsl::detail::toleration_operators>);
    form::take_text(made, left, "value", form::any_text);
    form::take_text(made, left, "effect", form::any_text);
    form::take_number(made, left, "tolerationSeconds", 0);
    if (!left.empty()) return {};
    return made;
}

/// The pods of a short form: its members say what they can of `pod`, in which the rest is left.
class pod_writer {
public:
    /// `restarts` tells which restart policies the short form takes; null where it takes none.
    pod_writer(short_form& form, json::value& pod, const core::type_info& type,
               bool (*restarts)(std::string_view))
        : form_(form), pod_(pod), type_(type), restarts_(restarts) {}

    void take() {
        code& to = form_.made;
        const container_writer containers(form_.scope, form_.space(),
                                          *type_.find("containers")->type);
        for (const char* list : {"initContainers", "containers"}) {
            container_writer::take_list(to, pod_, list, [&](const json::value& c) {
                return std::optional(containers.of(c));
            });
            if (!to.parts.empty() && to.parts.back().before == "." + std::string(list) + " = ")
                to.parts.back().tall = true;
        }
        container_writer::take_list(to, pod_, "volumes", [&](const json::value& v) {
            return volume_of(v, form_.scope, form_.space());
        });
        short_form::take_labels(to, pod_, "nodeSelector");
        if (restarts_) short_form::take_text(to, pod_, "restartPolicy", restarts_);
        container_writer::take_list(to, pod_, "tolerations", toleration_of);
        short_form::take_flag(to, pod_, "hostNetwork");
        container_writer::take_list(to, pod_, "imagePullSecrets",
                                    [&](const json::value& s) { return named(s); });
        take_reference("priorityClassName", "PriorityClass");
        take_security();
        take_reference("serviceAccountName", "ServiceAccount");
        short_form::take_number(to, pod_, "terminationGracePeriodSeconds", 0);
    }

private:
    std::optional<code> named(const json::value& s) const {
        if (!container_writer::only(s, {"name"}) ||
            !short_form::is_text(s, "name", dsl::detail::is_name))
            return {};
        return form_.scope.reference_or_name("Secret", text_of(s, "name"), form_.space());
    }
    void take_reference(const char* member, const char* kind) {
        if (!short_form::is_text(pod_, member, dsl::detail::is_name)) return;
        const bool spaced = std::string_view(kind) != "PriorityClass";
        form_.made.member(member, form_.scope.reference_or_name(kind, text_of(pod_, member),
                                                                spaced ? form_.space() : ""));
        pod_.erase(member);
    }
    void take_security() {
        json::value* const from = short_form::below(pod_, "securityContext");
        if (!from) return;
        code made = braces();
        for (const char* id : {"fsGroup", "runAsGroup"})
            short_form::take_number(made, *from, id, 0);
        short_form::take_optional_flag(made, *from, "runAsNonRoot");
        short_form::take_number(made, *from, "runAsUser", 0);
        if (made.empty()) return;
        form_.made.member("securityContext", std::move(made));
        short_form::drop_empty(pod_, "securityContext");
    }

    short_form& form_;
    json::value& pod_;
    const core::type_info& type_;
    bool (*restarts_)(std::string_view);
};

}  // namespace slipway::cli::detail
