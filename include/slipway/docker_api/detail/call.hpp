// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/number_in.hpp>
#include <slipway/core/status.hpp>
#include <slipway/docker_api/detail/backend.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/exchange.hpp>
#include <slipway/net/url.hpp>

namespace slipway::docker_api::detail {

inline status_error bad_parameter(const std::string& message) {
    return {core::reason::bad_request, message};
}
/// What these words say, or that they say nothing that can be.
template <class F>
auto in_words_of_a_client(F f) {
    try {
        return f();
    } catch (const status_error& e) {
        throw bad_parameter(e.message());
    }
}
/// What Docker can and this machine cannot.
inline status_error not_here(const std::string& message) {
    return {core::reason::bad_request, 501, message};
}

using core::number_in;

/// One request on its way: what it asks for, and the way to its answer.
class call {
public:
    call(backend& b, net::request head, net::body_reader body, net::exchange out, net::url target,
         std::vector<std::string> operands)
        : at(b),
          head_(std::move(head)),
          body_(std::move(body)),
          out_(std::move(out)),
          url_(std::move(target)),
          operands_(std::move(operands)) {}

    /// What stands in the path for the nth place of the route.
    const std::string& operand(std::size_t n = 0) const { return operands_.at(n); }
    std::string parameter(std::string_view name, std::string otherwise = {}) const {
        return url_.has(name) ? std::string(url_.parameter(name)) : std::move(otherwise);
    }
    std::vector<std::string> parameters(std::string_view name) const {
        std::vector<std::string> made;
        for (const auto& [known, value] : url_.query)
            if (known == name) made.push_back(value);
        return made;
    }
    bool has(std::string_view name) const { return url_.has(name); }
    /// As Docker reads it: all but these words says yes.
    bool flag(std::string_view name, bool otherwise = false) const {
        if (!url_.has(name)) return otherwise;
        std::string said(url_.parameter(name));  // Python's clients say `False`
        for (char& c : said) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return !said.empty() && said != "0" && said != "no" && said != "false" && said != "none";
    }
    /// Throws `status_error` (bad_request).
    std::optional<std::int64_t> number(std::string_view name) const {
        if (url_.parameter(name).empty()) return std::nullopt;
        if (const auto made = number_in<std::int64_t>(url_.parameter(name))) return made;
        throw bad_parameter("the parameter " + std::string(name) + " is no number: '" +
                            std::string(url_.parameter(name)) + "'");
    }
    std::string_view header(std::string_view name) const { return head_.headers[name]; }
    const std::string& method() const { return head_.method; }
    const net::body_reader& body() const { return body_; }

    /// The document that came, empty where none did. Throws `status_error` (bad_request,
    /// request_entity_too_large).
    json::value document() const {
        std::string text;
        for (std::string piece; !(piece = body_.read()).empty();)
            if ((text += piece).size() > most_of_a_document)
                throw status_error(core::reason::request_entity_too_large,
                                   "the request has more than 4 MiB");
        if (text.find_first_not_of(" \t\r\n") == text.npos) return json::value::object();
        json::value made = json::read(text);
        if (made.is_null()) return json::value::object();
        if (!made.is_object()) throw bad_parameter("the request is no JSON object");
        return made;
    }
    engine::container container() const { return at.containers.get(operand()); }

    void give(const json::value& document, int status = 200) const {
        out_.respond({status, {}, json::write(document) + "\n"});
    }
    void give(int status, net::headers headers, std::string body = {}) const {
        out_.respond({status, std::move(headers), std::move(body)});
    }
    /// There is nothing to say but that it is done.
    void done(int status = 204) const { out_.respond({status, {}, {}}); }
    net::body_stream stream(const char* type = "application/json") const {
        return out_.stream(200, {{"Content-Type", type}});
    }
    net::body_stream stream(int status, net::headers headers) const {
        return out_.stream(status, std::move(headers));
    }
    /// Both sides speak raw bytes from here on.
    net::upgraded_connection hijack(bool framed) const {
        const char* const type = framed ? "application/vnd.docker.multiplexed-stream"
                                        : "application/vnd.docker.raw-stream";
        const bool asked = net::headers::same(std::string(header("Upgrade")), "tcp");
        if (!asked) return out_.upgrade(200, {{"Content-Type", type}, {"Connection", "close"}});
        return out_.upgrade(
            101, {{"Content-Type", type}, {"Connection", "Upgrade"}, {"Upgrade", "tcp"}});
    }

    backend& at;

private:
    static constexpr std::size_t most_of_a_document = 4 * 1024 * 1024;

    net::request head_;
    net::body_reader body_;
    net::exchange out_;
    net::url url_;
    std::vector<std::string> operands_;
};

}  // namespace slipway::docker_api::detail
