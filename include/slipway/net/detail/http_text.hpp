// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include <openssl/x509.h>

#include <slipway/core/number_in.hpp>
#include <slipway/core/status.hpp>
#include <slipway/net/message.hpp>

namespace slipway::net::detail {

inline std::string_view phrase_of(int status) {
    switch (status) {
        case 101: return "UPGRADED";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 413: return "Request Entity Too Large";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 422: return "Unprocessable Entity";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        default: return "Unknown";
    }
}

/// As the header says it; nothing where it says none.
inline std::optional<std::uint64_t> length_in(const headers& h) {
    return core::number_in<std::uint64_t>(h["Content-Length"]);
}

/// Status line and header. A body of unknown length is sent in chunks, unless the header says its
/// length.
inline std::string head_text(int status, const headers& fields, bool keep_alive,
                             std::optional<std::size_t> length) {
    std::string out = "HTTP/1.1 " + std::to_string(status) + " ";
    out.append(phrase_of(status)).append("\r\n");
    for (const auto& [name, value] : fields) {
        if (value.find_first_of("\r\n") != value.npos) continue;  // would end the field
        out.append(name).append(": ").append(value).append("\r\n");
    }
    if (!fields.contains("Content-Type")) out += "Content-Type: application/json\r\n";
    const bool said = fields.contains("Content-Length");
    if (length && !said && status != 204 && status != 304)
        out += "Content-Length: " + std::to_string(*length) + "\r\n";
    if (!length && !said) out += "Transfer-Encoding: chunked\r\n";
    if (!keep_alive) out += "Connection: close\r\n";
    return out + "\r\n";
}

/// Of an answer behind which the connection speaks another protocol.
inline std::string upgrade_text(int status, const headers& fields) {
    std::string out = "HTTP/1.1 " + std::to_string(status) + " ";
    out.append(phrase_of(status)).append("\r\n");
    for (const auto& [name, value] : fields)
        if (value.find_first_of("\r\n") == value.npos)
            out.append(name).append(": ").append(value).append("\r\n");
    return out + "\r\n";
}

inline void append_chunk(std::string& out, std::string_view piece) {
    char size[24];
    const int n = std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
    out.append(size, static_cast<std::size_t>(n)).append(piece).append("\r\n");
}

inline std::string quoted(std::string_view s) {
    std::string out = "\"";
    for (char c : s) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out + "\"";
}

/// A `Status` document (Kubernetes API conventions, "Response Status Kind") for what goes wrong
/// below the API.
inline std::string status_body(core::reason why, int code, std::string_view message) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":" +
           quoted(message) + ",\"reason\":" + quoted(core::facts(why).name) +
           ",\"code\":" + std::to_string(code) + "}\n";
}

inline std::string name_entry(X509_NAME* name, int index) {
    unsigned char* text = nullptr;
    const int n =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
    if (n < 0) return {};
    std::string made(reinterpret_cast<const char*>(text), static_cast<std::size_t>(n));
    OPENSSL_free(text);
    return made;
}

inline identity identity_of(X509* certificate) {
    identity made;
    X509_NAME* name = X509_get_subject_name(certificate);
    for (int i = X509_NAME_get_index_by_NID(name, NID_commonName, -1); i >= 0;
         i = X509_NAME_get_index_by_NID(name, NID_commonName, i))
        made.common_name = name_entry(name, i);
    for (int i = X509_NAME_get_index_by_NID(name, NID_organizationName, -1); i >= 0;
         i = X509_NAME_get_index_by_NID(name, NID_organizationName, i))
        made.organizations.push_back(name_entry(name, i));
    return made;
}

}  // namespace slipway::net::detail
