// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/frontend_access.hpp>
#include <slipway/apiserver/detail/frontend_options.hpp>
#include <slipway/apiserver/detail/frontend_text.hpp>
#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/json/write.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::apiserver {

SLIPWAY_INLINE void http_frontend::handle(net::request&& r, const net::exchange& out) {
    try {
        const net::url url = net::url::parse(r.target);
        authorize(r, url);
        if (answer_discovery(r, url, out)) return;
        answer_resource(r, url, out);
    } catch (const core::status_error& e) {
        net::headers h;
        if (e.details().retry_after_seconds)
            h.add("Retry-After", std::to_string(e.details().retry_after_seconds));
        detail::send_json(out, e.code(), status_document(e), "application/json", std::move(h));
    }
}

SLIPWAY_INLINE void http_frontend::authorize(const net::request& r, const net::url& url) const {
    if (options_.required_group.empty()) return;
    const std::string path = url.path();
    if (path == "/version" || path == "/healthz" || path == "/livez" || path == "/readyz") return;
    if (!r.client) throw core::status_error(core::reason::unauthorized, "Unauthorized");
    for (const std::string& group : r.client->organizations)
        if (group == options_.required_group) return;
    throw detail::refused(r.client->common_name, r, url,
                          [this](const net::url& u) { return route_of(u); });
}

/// Reads the Accept header: the first form that this server knows.
SLIPWAY_INLINE http_frontend::representation http_frontend::wanted(const net::request& r,
                                                                   const net::url& url) {
    representation made;
    made.include = std::string(url.parameter("includeObject"));
    const std::string_view accept = r.headers["Accept"];
    if (accept.empty()) return made;
    std::string_view rest = accept;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        std::string_view one = rest.substr(0, comma);
        rest = comma == rest.npos ? std::string_view() : rest.substr(comma + 1);
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        const bool json = one.starts_with("application/json") || one.starts_with("*/*") ||
                          one.starts_with("application/*");
        made.yaml = one.starts_with("application/yaml");
        if (!json && !made.yaml) continue;
        if (one.find("as=Table") != one.npos && one.find("v=v1beta1") == one.npos)
            made.as = representation::form::table;
        else if (one.find("as=PartialObjectMetadata") != one.npos)
            made.as = representation::form::metadata;
        else if (one.find("as=") != one.npos) continue;
        return made;
    }
    throw core::status_error(
        core::reason::not_acceptable,
        "only the following media types are accepted: application/json, application/yaml");
}

SLIPWAY_INLINE bool http_frontend::answer_openapi(const net::request& r, const net::url& url,
                                                  const net::exchange& out) const {
    const auto& s = url.segments;
    if (s[1] == "v2") {
        if (r.headers["Accept"].find("protobuf") == std::string_view::npos)
            return detail::send_json(
                       out, 200,
                       {{"swagger", "2.0"},
                        {"info", {{"title", "Kubernetes"}, {"version", kubernetes_version}}},
                        {"paths", json::value::object()},
                        {"definitions", json::value::object()}}),
                   true;
        out.respond(
            {200,
             {{"Content-Type", "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"}},
             openapi::empty_v2_protobuf()});
        return true;
    }
    if (s.size() == 2)
        return detail::send_json(out, 200, openapi::index(server_.resources())), true;
    if (s.size() == 4 && s[2] == "api")
        return detail::send_json(out, 200, openapi::document("", s[3])), true;
    if (s.size() == 5 && s[2] == "apis")
        return detail::send_json(out, 200,
                                 openapi::document(s[3], s[4], server_.customs().served())),
               true;
    throw no_such_resource();
}

SLIPWAY_INLINE bool http_frontend::answer_discovery(const net::request& r, const net::url& url,
                                                    const net::exchange& out) const {
    const auto& s = url.segments;
    const std::string first = s.empty() ? "" : s[0];
    const std::string_view accept = r.headers["Accept"];
    if (first == "version" && s.size() == 1)
        return detail::send_json(out, 200, discovery::version_document()), true;
    if ((first == "healthz" || first == "livez" || first == "readyz") && s.size() == 1)
        return detail::send_text(out, 200,
                                 detail::flag(url, "verbose")
                                     ? "[+]ping ok\n" + first + " check passed\n"
                                     : "ok"),
               true;
    if (first == "openapi" && s.size() > 1 && (s[1] == "v2" || s[1] == "v3"))
        return answer_openapi(r, url, out);
    const std::vector<const api::resource*> all = server_.resources();
    if (first != "api" && first != "apis")  // what is unknown gets the paths that are not
        return detail::send_json(out, s.empty() ? 200 : 404, {{"paths", discovery::paths(all)}}),
               true;
    if (s.size() == 1) {
        for (const char* version : {"v2", "v2beta1"})
            if (accept.find("g=apidiscovery.k8s.io;v=" + std::string(version) +
                            ";as=APIGroupDiscoveryList") != accept.npos) {
                const std::string type =
                    "application/json;g=apidiscovery.k8s.io;v=" + std::string(version) +
                    ";as=APIGroupDiscoveryList";
                return detail::send_json(out, 200,
                                         discovery::aggregated(first == "api", version, all), type,
                                         {{"Vary", "Accept"}}),
                       true;
            }
        if (first == "apis") return detail::send_json(out, 200, discovery::group_list(all)), true;
        json::value addresses = json::value::array({json::value{
            {"clientCIDR", "0.0.0.0/0"}, {"serverAddress", std::string(r.headers["Host"])}}});
        return detail::send_json(out, 200,
                                 {{"kind", "APIVersions"},
                                  {"versions", json::value::array({"v1"})},
                                  {"serverAddressByClientCIDRs", addresses}}),
               true;
    }
    if (first == "api" && s.size() == 2) {
        if (s[1] != "v1") throw no_such_resource();
        return detail::send_json(out, 200, discovery::resource_list("", "v1")), true;
    }
    if (first == "apis" && s.size() == 2) {
        for (const discovery::group& g : discovery::groups(all)) {
            if (g.name != s[1]) continue;
            json::value document = {{"kind", "APIGroup"}, {"apiVersion", "v1"}};
            document.update(discovery::group_document(g));
            return detail::send_json(out, 200, document), true;
        }
        return detail::send_text(out, 404, "404 page not found\n"), true;
    }
    if (first == "apis" && s.size() == 3) {
        const json::value list = discovery::resource_list(s[1], s[2], all);
        if (list.is_null()) return detail::send_text(out, 404, "404 page not found\n"), true;
        return detail::send_json(out, 200, list), true;
    }
    return false;
}

inline core::status_error not_offered(const api::target& at) {
    return {core::reason::method_not_allowed,
            "this server does not offer " + std::string(at.kind->plural) + "/" + at.subresource};
}

SLIPWAY_INLINE void http_frontend::answer_resource(const net::request& r, const net::url& url,
                                                   const net::exchange& out) {
    const route at = route_of(url);
    const std::string& m = r.method;
    for (const char* stream : {"exec", "attach", "portforward",
                               "proxy"})  // clients ask by GET or by POST, without a body
        if (at.target.subresource == stream) throw not_offered(at.target);
    if (m == "GET" || m == "HEAD") return answer_read(at, r, url, out);
    if (m == "POST" || m == "PUT" || m == "PATCH") return answer_write(at, r, url, out);
    if (m == "DELETE") return answer_delete(at, r, url, out);
    throw no_such_method();
}

SLIPWAY_INLINE void http_frontend::answer_read(const route& at, const net::request& r,
                                               const net::url& url, const net::exchange& out) {
    if (at.target.subresource == "log") return start_log(at, url, out);
    if (!at.target.subresource.empty() && at.target.subresource != "status" &&
        at.target.subresource != "scale")
        throw not_offered(at.target);
    const representation how = wanted(r, url);
    if (at.watch || detail::flag(url, "watch")) return start_watch(at, r, url, out);
    if (at.one) return send_object(out, 200, at, *server_.get(at.target), how);
    detail::check_list_options(url, false);
    api::list_options o;
    o.label_selector = url.parameter("labelSelector");
    o.field_selector = url.parameter("fieldSelector");
    o.resource_version = url.parameter("resourceVersion");
    o.resource_version_match = url.parameter("resourceVersionMatch");
    o.continue_ = url.parameter("continue");
    o.limit = detail::number(url, "limit").value_or(0);
    send_list(out, at, server_.list(at.target, o), how);
}

SLIPWAY_INLINE void http_frontend::send_object(const net::exchange& out, int status,
                                               const route& at, const json::value& object,
                                               const representation& how, net::headers h) const {
    json::value sent;
    if (how.as == representation::form::table && text_at(object, "kind") == at.target.kind->kind) {
        const table::printer by = printer_of(*at.target.kind);
        sent = table::empty(by, text_at(object, "metadata.resourceVersion"));
        sent["rows"].push_back(table::row_of(by, object, server_.time().wall(), how.include));
    } else {
        sent = how.as == representation::form::metadata ? table::metadata_of(object) : object;
    }
    if (!how.yaml) return detail::send_json(out, status, sent, "application/json", std::move(h));
    h.add("Content-Type", "application/yaml");
    out.respond({status, std::move(h), json::write_yaml(detail::sorted(sent))});
}

SLIPWAY_INLINE void http_frontend::send_list(const net::exchange& out, const route& at,
                                             const json::list_result& list,
                                             const representation& how) const {
    json::value metadata = {{"resourceVersion", list.resource_version}};
    if (!list.continue_.empty()) metadata["continue"] = list.continue_;
    if (list.remaining_item_count) metadata["remainingItemCount"] = list.remaining_item_count;
    json::value sent;
    if (how.as == representation::form::table) {
        const table::printer by = printer_of(*at.target.kind);
        sent = table::empty(by, list.resource_version);
        sent["metadata"] = metadata;
        for (const json::document& d : list.items)
            sent["rows"].push_back(table::row_of(by, *d, server_.time().wall(), how.include));
        return detail::send_json(out, 200, sent);
    }
    const bool partial = how.as == representation::form::metadata;
    sent = {{"kind",
             partial ? "PartialObjectMetadataList" : std::string(at.target.kind->kind) + "List"},
            {"apiVersion", partial ? "meta.k8s.io/v1" : group_version(*at.target.kind)},
            {"metadata", metadata},
            {"items", json::value::array()}};
    if (how.yaml || partial) {
        for (const json::document& d : list.items) {
            json::value item = partial ? table::metadata_of(*d) : *d;
            for (const char* said_by_the_list : {"kind", "apiVersion"})
                item.erase(said_by_the_list);
            sent["items"].push_back(std::move(item));
        }
        if (!how.yaml) return detail::send_json(out, 200, sent);
        return out.respond(
            {200, {{"Content-Type", "application/yaml"}}, json::write_yaml(detail::sorted(sent))});
    }
    // The items are written one after the other, not copied into one document first.
    std::string body = json::write(sent);
    body.resize(body.size() - 2);  // "]}"
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        if (i) body += ',';
        detail::append_item(body, *list.items[i]);
    }
    body += "]}\n";
    out.respond({200, {{"Content-Type", "application/json"}}, std::move(body)});
}

SLIPWAY_INLINE void http_frontend::start_log(const route& at, const net::url& url,
                                             const net::exchange& out) {
    if (!options_.logs)
        throw core::status_error(core::reason::service_unavailable,
                                 "this server has no nodes to ask for logs");
    log_request q{at.target.namespace_, at.target.name};
    q.container = url.parameter("container");
    q.follow = detail::flag(url, "follow");
    q.previous = detail::flag(url, "previous");
    q.timestamps = detail::flag(url, "timestamps");
    q.tail_lines = detail::number(url, "tailLines");
    q.since_seconds = detail::number(url, "sinceSeconds");
    q.limit_bytes = detail::number(url, "limitBytes");
    const log_reader read = options_.logs(q);
    const net::body_stream body = out.stream(200, {{"Content-Type", "text/plain"}});
    auto kept = std::make_shared<core::subscription>();
    body.on_closed([kept] { kept->stop(); });
    *kept = read([body](std::string_view piece) { return body.write(std::string(piece)); },
                 [body] { body.finish(); });
}

}  // namespace slipway::apiserver
