// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/fields/apps_v1.hpp>
#include <slipway/api/fields/core_v1.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/core/yaml_scalar.hpp>
#include <slipway/dsl/render.hpp>

namespace slipway::dsl {

namespace detail {

/// A field's value as it is written: what is behind its kind, without its type.
struct value_view {
    core::value_kind kind = core::value_kind::text;
    const void* at = nullptr;
    const core::type_info* type = nullptr;
    const core::element_access* access = nullptr;
    core::value_kind element = core::value_kind::text;
};

inline value_view view_of(const core::field& f, const void* object) {
    value_view v{f.kind, f.in(object), f.type, f.access, f.element};
    if (f.kind == core::value_kind::boxed) {
        const core::elements_view box = f.access->read(v.at);
        v.kind = core::value_kind::object;
        v.at = box.count ? box.data : nullptr;
    }
    return v;
}
inline value_view element_of(const value_view& v, const void* at) { return {v.element, at, v.type, nullptr, core::value_kind::text}; }

inline bool is_set(const value_view& v);

/// An object that nothing is set in is written only where its presence says something: in a box.
inline bool any_set(const core::type_info& type, const void* object) {
    for (const core::field& f : type)
        if (is_set(view_of(f, object))) return true;
    return false;
}

inline bool is_set(const value_view& v) {
    using core::value_kind;
    switch (v.kind) {
        case value_kind::text: return !static_cast<const text*>(v.at)->empty();
        case value_kind::integer: return static_cast<const core::optional<long>*>(v.at)->has_value();
        case value_kind::boolean: return static_cast<const core::optional<bool>*>(v.at)->has_value();
        case value_kind::number: return static_cast<const core::optional<double>*>(v.at)->has_value();
        case value_kind::int_or_string: return static_cast<const core::int_or_string*>(v.at)->has_value();
        case value_kind::raw: return !static_cast<const core::raw*>(v.at)->json.empty();
        case value_kind::list:
        case value_kind::map: return v.access->read(v.at).count > 0;
        case value_kind::object:
        case value_kind::boxed: break;
    }
    return v.at != nullptr;
}
inline bool is_written(const core::field& f, const value_view& v) {
    if (f.kind == core::value_kind::object) return any_set(*f.type, v.at);
    return is_set(v);
}

inline void write_quoted(output& out, std::string_view s) {
    constexpr char hex[] = "0123456789abcdef";
    out << "\"";
    for (char c : s) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out << "\\" << std::string_view(&c, 1);
        else if (c == '\n') out << "\\n";
        else if (c == '\t') out << "\\t";
        else if (byte < ' ' || byte == 127) {
            const char escape[] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
            out << std::string_view(escape, sizeof escape);
        } else out << std::string_view(&c, 1);
    }
    out << "\"";
}

/// The text of a scalar, and whether it needs quotes where quotes matter.
struct scalar_view {
    text written{};
    bool is_text = false;
};
inline scalar_view scalar_of(const value_view& v) {
    using core::value_kind;
    switch (v.kind) {
        case value_kind::integer: return {core::decimal(*static_cast<const core::optional<long>*>(v.at)), false};
        case value_kind::boolean: return {*static_cast<const core::optional<bool>*>(v.at) ? text("true") : text("false"), false};
        case value_kind::number: return {core::decimal(static_cast<long>(static_cast<double>(*static_cast<const core::optional<double>*>(v.at)))), false};
        case value_kind::raw: return {static_cast<const core::raw*>(v.at)->json, false};
        case value_kind::int_or_string: {
            const auto& either = *static_cast<const core::int_or_string*>(v.at);
            if (either.is_number()) return {core::decimal(either.number), false};
            return {either.string, true};
        }
        default: return {*static_cast<const text*>(v.at), true};
    }
}

class yaml_printer {
public:
    explicit yaml_printer(output& out) : out_(out) {}

    void object(const core::type_info& type, const void* in, int indent, bool first_is_placed = false) {
        for (const core::field& f : type) {
            const value_view v = view_of(f, in);
            if (!is_written(f, v)) continue;
            if (!first_is_placed) out_.blanks(indent);
            first_is_placed = false;
            out_ << f.name << ":";
            member(v, indent);
        }
    }

private:
    void member(const value_view& v, int indent) {
        using core::value_kind;
        if (v.kind == value_kind::object) {
            if (!any_set(*v.type, v.at)) return void(out_ << " {}\n");
            out_ << "\n";
            object(*v.type, v.at, indent + 2);
        } else if (v.kind == value_kind::list) {
            out_ << "\n";
            list(v, indent);
        } else if (v.kind == value_kind::map) {
            out_ << "\n";
            map(v, indent + 2);
        } else {
            out_ << " ";
            scalar(v, indent + 2);
        }
    }
    void list(const value_view& v, int indent) {
        const core::elements_view items = v.access->read(v.at);
        for (std::size_t i = 0; i < items.count; ++i) {
            out_.blanks(indent);
            out_ << "- ";
            const value_view item = element_of(v, items[i]);
            if (item.kind != core::value_kind::object) scalar(item, indent + 2);
            else if (any_set(*item.type, item.at)) object(*item.type, item.at, indent + 2, true);
            else out_ << "{}\n";
        }
    }
    void map(const value_view& v, int indent) {
        const core::elements_view items = v.access->read(v.at);
        for (std::size_t i = 0; i < items.count; ++i) {
            const std::string_view key = *static_cast<const text*>(items[i]);
            out_.blanks(indent);
            if (core::is_plain_yaml(key)) out_ << key;
            else write_quoted(out_, key);
            out_ << ":";
            member(element_of(v, static_cast<const char*>(items[i]) + v.access->value_offset), indent);
        }
    }
    void scalar(const value_view& v, int indent) {
        const scalar_view s = scalar_of(v);
        if (!s.is_text || core::is_plain_yaml(s.written)) out_ << s.written;
        else if (core::is_block_yaml(s.written)) return block(s.written, indent);
        else write_quoted(out_, s.written);
        out_ << "\n";
    }
    void block(std::string_view s, int indent) {
        out_ << (s.back() == '\n' ? "|\n" : "|-\n");
        while (!s.empty()) {
            const std::size_t end = s.find('\n');
            if (end != 0) out_.blanks(indent);
            out_ << s.substr(0, end) << "\n";
            s = end == s.npos ? std::string_view() : s.substr(end + 1);
        }
    }
    output& out_;
};

class json_printer {
public:
    explicit json_printer(output& out) : out_(out) {}

    void object(const core::type_info& type, const void* in, int indent) {
        bool first = true;
        out_ << "{";
        for (const core::field& f : type) {
            const value_view v = view_of(f, in);
            if (!is_written(f, v)) continue;
            next(first, indent + 2);
            write_quoted(out_, f.name);
            out_ << ": ";
            value(v, indent + 2);
        }
        close(first, indent, "}");
    }

private:
    void next(bool& first, int indent) {
        out_ << (first ? "\n" : ",\n");
        first = false;
        out_.blanks(indent);
    }
    void close(bool empty, int indent, std::string_view bracket) {
        if (!empty) {
            out_ << "\n";
            out_.blanks(indent);
        }
        out_ << bracket;
    }
    void value(const value_view& v, int indent) {
        using core::value_kind;
        if (v.kind == value_kind::object) return object(*v.type, v.at, indent);
        if (v.kind != value_kind::list && v.kind != value_kind::map) {
            const scalar_view s = scalar_of(v);
            if (s.is_text) write_quoted(out_, s.written);
            else out_ << s.written;
            return;
        }
        const core::elements_view items = v.access->read(v.at);
        const bool keyed = v.kind == value_kind::map;
        bool first = true;
        out_ << (keyed ? "{" : "[");
        for (std::size_t i = 0; i < items.count; ++i) {
            next(first, indent + 2);
            if (keyed) {
                write_quoted(out_, *static_cast<const text*>(items[i]));
                out_ << ": ";
            }
            value(element_of(v, static_cast<const char*>(items[i]) + v.access->value_offset), indent + 2);
        }
        close(first, indent, keyed ? "}" : "]");
    }
    output& out_;
};

/// Calls `visit(table, struct)` for each object with its namespace filled in, the cluster's own namespace first.
template <class Visit>
void each_object(const Cluster& cluster, Visit visit) {
    bool own_namespace = false;
    for (const object& o : cluster.resources) own_namespace = own_namespace || (o.kind == object::of::name_space && o.metadata().name == cluster.name.view());
    if (!own_namespace) {
        Namespace made;
        made.name = cluster.name;
        const api::Namespace lowered = lower(made);
        visit(core::type_info_of<api::Namespace>, &lowered);
    }
    for (const object& o : cluster.resources)
        if (o.kind == object::of::name_space) visit(core::type_info_of<api::Namespace>, &*o.name_space);
    auto placed = [&](auto copy) {
        if (copy.metadata.namespace_.empty()) copy.metadata.namespace_ = cluster.name;
        visit(core::type_info_of<decltype(copy)>, &copy);
    };
    for (const object& o : cluster.resources) switch (o.kind) {
            case object::of::config_map: placed(*o.config_map); break;
            case object::of::secret: placed(*o.secret); break;
            case object::of::pod: placed(*o.pod); break;
            case object::of::deployment: placed(*o.deployment); break;
            case object::of::service: placed(*o.service); break;
            case object::of::name_space: break;
        }
}

}  // namespace detail

inline void render_yaml(const Cluster& cluster, output& out) {
    bool first = true;
    detail::each_object(cluster, [&](const core::type_info& type, const void* object) {
        if (!first) out << "---\n";
        first = false;
        detail::yaml_printer(out).object(type, object, 0);
    });
}

inline void render_json(const Cluster& cluster, output& out) {
    bool first = true;
    out << "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [";
    detail::each_object(cluster, [&](const core::type_info& type, const void* object) {
        out << (first ? "\n    " : ",\n    ");
        first = false;
        detail::json_printer(out).object(type, object, 4);
    });
    out << "\n  ]\n}\n";
}

}  // namespace slipway::dsl
