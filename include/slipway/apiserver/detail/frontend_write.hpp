// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/frontend_text.hpp>
#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/apiserver/protobuf.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/unknown.hpp>
#include <slipway/json/write.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::apiserver {

namespace detail {

inline std::string_view media_type(const net::request& r) {
    std::string_view type = r.headers["Content-Type"];
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    return type;
}

inline constexpr std::string_view apply_patch = "application/apply-patch+yaml";

inline json::value read_yaml_document(std::string_view text) {
    std::vector<json::value> documents = json::read_yaml(text);
    if (documents.size() != 1)
        throw core::status_error(core::reason::bad_request,
                                 "the request's body has " + std::to_string(documents.size()) +
                                     " YAML documents, and one is expected");
    return std::move(documents.front());
}

/// What begins with a brace is JSON most of the time, which reads faster as such; YAML's own may
/// look so, too.
inline json::value read_flow(std::string_view text) {
    try {
        return json::read(text);
    } catch (const core::status_error&) {
        return read_yaml_document(text);
    }
}

inline json::value read_body(const net::request& r) {
    const std::string_view type = media_type(r);
    if (type == "application/vnd.kubernetes.protobuf") return read_protobuf(r.body);
    const bool yaml = type == "application/yaml" || type == apply_patch;
    if (type == apply_patch && r.body.starts_with('{')) return read_flow(r.body);
    if (!yaml && !type.empty() && type.find("json") == type.npos)
        throw core::status_error(
            core::reason::unsupported_media_type,
            "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml");
    return yaml ? read_yaml_document(r.body) : json::read(r.body);
}

/// The beginning of a body, for an error: as text where it looks like JSON.
inline std::string summary_of(std::string_view body) {
    constexpr std::size_t most = 30;
    if (body.empty()) return "<empty>";
    const std::string_view shown = body.substr(0, most);
    std::string made;
    if (body.front() == '{') {
        made = shown;
    } else {
        for (const char c : shown) {
            constexpr char digits[] = "0123456789abcdef";
            const auto byte = static_cast<unsigned char>(c);
            made += {digits[byte >> 4], digits[byte & 15]};
        }
    }
    return body.size() > most ? made + " ..." : made;
}

/// A body that is to be an object of a kind.
inline json::value read_object(const net::request& r, const api::resource& kind) {
    try {
        if (r.body.empty())
            throw core::status_error(core::reason::bad_request, "unexpected end of JSON input");
        return read_body(r);
    } catch (const core::status_error& e) {
        if (!e.is(core::reason::bad_request)) throw;
        throw core::status_error(
            core::reason::bad_request,
            "the object provided is unrecognized (must be of type " + std::string(kind.kind) +
                "): couldn't get version/kind; json parse error: " + e.message() + " (" +
                summary_of(r.body) + ")");
    }
}

inline api::patch_type patch_type_of(const net::request& r) {
    const std::string_view type = media_type(r);
    if (type == "application/json-patch+json") return api::patch_type::json;
    if (type == "application/merge-patch+json") return api::patch_type::merge;
    if (type == "application/strategic-merge-patch+json") return api::patch_type::strategic;
    if (type == apply_patch) return api::patch_type::apply;
    throw core::status_error(core::reason::unsupported_media_type, "415: Unsupported Media Type");
}

inline constexpr std::size_t longest_manager = 128;

/// `options` is the kind of the request's options, such as `CreateOptions`.
inline bool is_dry_run(const json::value& asked, std::string_view options) {
    if (asked.empty()) return false;
    if (asked == json::value::array({"All"})) return true;
    throw invalid_options(
        options,
        {"FieldValueNotSupported",
         "Unsupported value: " + json::write(asked) + ": supported values: \"All\"", "dryRun"});
}
inline bool is_dry_run(const net::url& url, std::string_view options) {
    return url.has("dryRun") && is_dry_run(json::value::array({url.parameter("dryRun")}), options);
}

inline std::string_view options_of(const net::request& r) {
    return r.method == "POST"    ? "CreateOptions"
           : r.method == "PUT"   ? "UpdateOptions"
           : r.method == "PATCH" ? "PatchOptions"
                                 : "DeleteOptions";
}

/// Who names no field manager is known by the program in his User-Agent (kube-apiserver,
/// managerOrUserAgent).
inline std::string manager_by_agent(const net::request& r) {
    const std::string_view agent = r.headers["User-Agent"];
    std::string made;
    for (const char c : agent.substr(0, agent.find('/')).substr(0, longest_manager))
        if (c >= ' ' && c <= '~') made += c;
    return made.empty() ? "unknown" : made;
}

inline std::string manager_of(const net::request& r, const net::url& url) {
    std::string given(url.parameter("fieldManager"));
    if (given.size() > longest_manager)
        throw invalid_options(options_of(r), {"FieldValueTooLong",
                                              "Too long: may not be more than " +
                                                  std::to_string(longest_manager) + " bytes",
                                              "fieldManager"});
    if (std::any_of(given.begin(), given.end(),
                    [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }))
        throw invalid_options(options_of(r), {"FieldValueInvalid",
                                              "Invalid value: " + json::write(given) +
                                                  ": should only contain printable characters",
                                              "fieldManager"});
    const bool applies = r.method == "PATCH" && media_type(r) == apply_patch;
    if (r.method == "PATCH" && !applies && url.has("force"))
        throw invalid_options(options_of(r),
                              {"FieldValueForbidden",
                               "Forbidden: may not be specified for non-apply patch", "force"});
    return given.empty() && !applies ? manager_by_agent(r) : given;
}

inline api::write_options write_options_of(const net::request& r, const net::url& url) {
    api::write_options o;
    o.field_manager = manager_of(r, url);
    o.field_validation = url.parameter("fieldValidation");
    o.force = flag(url, "force");
    o.dry_run = is_dry_run(url, options_of(r));
    if (!o.field_validation.empty() && o.field_validation != "Ignore" &&
        o.field_validation != "Warn" && o.field_validation != "Strict")
        throw invalid_options(options_of(r),
                              {"FieldValueNotSupported",
                               "Unsupported value: \"" + o.field_validation +
                                   "\": supported values: \"Ignore\", \"Warn\", \"Strict\"",
                               "fieldValidation"});
    return o;
}

/// Whether a schema has rules in CEL somewhere.
inline bool has_rules(const json::value& v) {
    if (v.is_object() && v.contains("x-kubernetes-validations")) return true;
    return v.is_structured() && std::any_of(v.begin(), v.end(), [](const json::value& below) {
               return has_rules(below);
           });
}

}  // namespace detail

/// What a client that asked for warnings is told of its object.
SLIPWAY_INLINE net::headers http_frontend::warnings_of(const api::resource& kind,
                                                       const json::value& object,
                                                       const std::string& text,
                                                       const api::write_options& o) const {
    net::headers h;
    if (detail::is_definition(kind) && detail::has_rules(part(object, "spec.versions")))
        h.add("Warning",
              "299 - \"x-kubernetes-validations are kept, and not evaluated by this server\"");
    if (o.field_validation == "Ignore" || o.field_validation == "Strict" ||
        text_at(object, "kind") != kind.kind)
        return h;
    for (const std::string& field : server_.unknown_fields(kind, object))
        h.add("Warning", "299 - \"unknown field \\\"" + field + "\\\"\"");
    if (!kind.type && !server_.customs().find(kind)) return h;
    if (text.size() < 64 * 1024 && text.starts_with('{'))
        for (const std::string& field : json::duplicate_fields(text))
            h.add("Warning", "299 - \"duplicate field \\\"" + field + "\\\"\"");
    return h;
}

SLIPWAY_INLINE void http_frontend::answer_write(const route& at, const net::request& r,
                                                const net::url& url, const net::exchange& out) {
    const representation how = wanted(r, url);
    const api::write_options o = detail::write_options_of(r, url);
    api::target what = at.target;
    if (r.method == "PATCH") {
        if (!at.one) throw no_such_method();
        const api::patch_type type = detail::patch_type_of(r);
        const auto rules_of = [&](const json::value& made) {
            return warnings_of(*what.kind, made, {}, {.field_validation = "Ignore"});
        };
        if (type == api::patch_type::apply) {
            bool created = false;
            const json::document made = server_.apply(what, detail::read_body(r), o, &created);
            return send_object(out, created ? 201 : 200, at, *made, how, rules_of(*made));
        }
        const json::document made = server_.patch(what, type, detail::read_body(r), o);
        return send_object(out, 200, at, *made, how, rules_of(*made));
    }
    const json::value body = detail::read_object(r, *what.kind);
    if (r.method == "PUT") {
        if (!at.one) throw no_such_method();
        return send_object(out, 200, at, *server_.update(what, body, o), how,
                           warnings_of(*what.kind, body, r.body, o));
    }
    if (at.one && what.subresource.empty()) throw no_such_method();
    if (what.kind->verbs.size() == 1) return answer_review(r, *what.kind, out);
    if (o.field_validation == "Strict" && detail::media_type(r).ends_with("json")) {
        std::string twice;
        for (const std::string& field : json::duplicate_fields(r.body))
            twice += (twice.empty() ? "" : ", ") + ("duplicate field \"" + field + "\"");
        if (!twice.empty())
            throw detail::cannot_be_handled(*what.kind, "strict decoding error: " + twice);
    }
    send_object(out, 201, at, *server_.create(what, body, o), how,
                warnings_of(*what.kind, body, r.body, o));
}

/// Reviews are answered, not kept: who has got this far may do everything.
SLIPWAY_INLINE void http_frontend::answer_review(const net::request& r, const api::resource& kind,
                                                 const net::exchange& out) const {
    json::value review = detail::read_body(r);
    if (!review.is_object())
        throw core::status_error(core::reason::bad_request, "the request's body is not an object");
    if (!review.contains("metadata")) review["metadata"] = json::value::object();
    if (kind.kind == "SelfSubjectReview") {
        review["status"]["userInfo"] = {
            {"username", r.client ? r.client->common_name : "system:anonymous"},
            {"groups", r.client ? json::value(r.client->organizations) : json::value::array()}};
    } else if (kind.kind == "SelfSubjectRulesReview") {
        json::value all = json::value::array({"*"});
        review["status"] = {
            {"resourceRules", json::value::array({json::value{
                                  {"verbs", all}, {"apiGroups", all}, {"resources", all}}})},
            {"nonResourceRules",
             json::value::array({json::value{{"verbs", all}, {"nonResourceURLs", all}}})},
            {"incomplete", false}};
    } else if (kind.kind.ends_with("AccessReview")) {
        review["status"] = {{"allowed", true}};
    } else {
        throw core::status_error(core::reason::method_not_allowed,
                                 "this server does not answer a " + std::string(kind.kind));
    }
    detail::send_json(out, 201, review);
}

namespace detail {

/// `DeleteOptions`, from the body if there is one and from the query otherwise.
inline api::delete_options delete_options_of(const net::request& r, const net::url& url) {
    api::delete_options o;
    o.dry_run = is_dry_run(url, "DeleteOptions");
    o.grace_period_seconds = number(url, "gracePeriodSeconds");
    o.propagation_policy = url.parameter("propagationPolicy");
    std::optional<bool> orphan;
    if (url.has("orphanDependents")) orphan = flag(url, "orphanDependents");
    if (!r.body.empty()) {
        const json::value body = read_body(r);
        if (!body.is_object())
            throw core::status_error(core::reason::bad_request,
                                     "the request's body is not an object");
        if (const json::value* grace = find(body, "gracePeriodSeconds");
            grace && grace->is_number_integer())
            o.grace_period_seconds = grace->get<long>();
        if (const std::string policy = text_at(body, "propagationPolicy"); !policy.empty())
            o.propagation_policy = policy;
        if (const json::value* wanted = find(body, "orphanDependents");
            wanted && wanted->is_boolean())
            orphan = wanted->get<bool>();
        if (const json::value* dry = find(body, "dryRun"))
            o.dry_run = is_dry_run(*dry, "DeleteOptions") || o.dry_run;
        o.uid = text_at(body, "preconditions.uid");
        o.resource_version = text_at(body, "preconditions.resourceVersion");
    }
    if (!orphan) return o;
    if (!o.propagation_policy.empty())
        throw invalid_options(
            "DeleteOptions", {"FieldValueInvalid",
                              "Invalid value: \"" + o.propagation_policy +
                                  "\": orphanDependents and deletionPropagation cannot be both set",
                              "propagationPolicy"});
    o.propagation_policy = *orphan ? "Orphan" : "Background";
    return o;
}

}  // namespace detail

SLIPWAY_INLINE void http_frontend::answer_delete(const route& at, const net::request& r,
                                                 const net::url& url, const net::exchange& out) {
    const api::delete_options o = detail::delete_options_of(r, url);
    if (!at.one) {
        api::list_options chosen;
        chosen.label_selector = url.parameter("labelSelector");
        chosen.field_selector = url.parameter("fieldSelector");
        return send_list(out, at, server_.remove_collection(at.target, o, chosen), wanted(r, url));
    }
    const json::document last = server_.remove(at.target, o);
    // An object that stays for a while is shown; of one that is gone there is a Status, but for
    // some kinds.
    const kind_row* row = server_.row_of(*at.target.kind);
    if (has(*last, "metadata.deletionTimestamp") || (row && row->shown_when_deleted))
        return send_object(out, 200, at, *last, wanted(r, url));
    json::value details = {{"name", at.target.name}};
    if (!at.target.kind->group.empty()) details["group"] = at.target.kind->group;
    details["kind"] = at.target.kind->plural;
    details["uid"] = text_at(*last, "metadata.uid");
    detail::send_json(out, 200,
                      {{"kind", "Status"},
                       {"apiVersion", "v1"},
                       {"metadata", json::value::object()},
                       {"status", "Success"},
                       {"details", details}});
}

}  // namespace slipway::apiserver
