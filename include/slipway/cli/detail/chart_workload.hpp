// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <slipway/cli/detail/helm_text.hpp>
#include <slipway/cli/detail/yaml_lines.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// What stands in a template instead of a line, by the line's index.
using chart_edits = std::map<std::size_t, std::string>;

/// The parts of an image's name that a chart has as values.
struct image_parts {
    std::string repository{}, tag{}, digest{};
};
inline image_parts parts_of_image(std::string_view image) {
    image_parts made;
    if (const std::size_t at = image.find('@'); at != image.npos) {
        made.digest = image.substr(at + 1);
        image = image.substr(0, at);
    }
    const std::size_t colon = image.rfind(':');  // that of a port stands before a slash
    if (colon != image.npos && image.find('/', colon) == image.npos) {
        made.tag = image.substr(colon + 1);
        image = image.substr(0, colon);
    }
    made.repository = image;
    return made;
}

/// What varies in a workload: replicas, and the images and resources of its containers.
class chart_workload {
public:
    /// Lines with an edit are left alone: a parameter of the definition stands there.
    chart_workload(std::string_view kind, const std::vector<yaml_line>& lines,
                   const chart_edits& edits)
        : lines_(lines) {
        const std::string pod = pod_path(kind);
        if (pod.empty()) return;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string& path = lines[i].path;
            if (kind != "Pod" && path == "spec.replicas" && !edits.contains(i)) replicas_ = i;
            for (const char* list : {"initContainers", "containers"}) {
                const std::string element = pod + list + '[';
                if (path.starts_with(element)) read(list, i, path.substr(element.size()), edits);
            }
        }
    }

    bool varies() const {
        bool any = replicas_ != none;
        for (const container& c : containers_) any = any || c.image != none || !c.fixed_resources;
        return any;
    }

    /// Writes the values, what they may be, and the lines of the template that take them from
    /// `values`.
    void vary(const std::string& values, chart_edits& edits, std::string& text,
              json::value& schema) const {
        schema["type"] = "object";
        if (replicas_ != none) {
            edits[replicas_] = "  replicas: {{ " + values + ".replicas | int64 }}\n";
            text += "  replicas: " + std::string(lines_[replicas_].written()) + '\n';
            schema["properties"]["replicas"] = {{"type", "integer"}, {"minimum", 0}};
        }
        for (const char* list : {"initContainers", "containers"}) {
            value_names names;
            bool first = true;
            for (const container& c : containers_) {
                if (c.list != list || (c.image == none && c.fixed_resources)) continue;
                const std::string name = names.of(c.name, "container");
                text += (first ? std::string("  ") + list + ":\n" : "") + "    " + name + ":\n";
                first = false;
                json::value& its_schema = schema["properties"][list];
                its_schema["type"] = "object";
                json::value& one = its_schema["properties"][name];
                one["type"] = "object";
                vary_image(c, values + '.' + list + '.' + name + ".image", edits, text,
                           one["properties"]);
                vary_resources(c, values + '.' + list + '.' + name + ".resources", edits, text,
                               one["properties"]);
            }
        }
    }

private:
    static constexpr std::size_t none = std::string::npos;
    struct container {
        std::string_view list;
        std::string index;
        std::string name{};
        std::size_t last = 0;  // line before which more may stand
        std::size_t image = none;
        std::size_t resources = none, resources_end = none;
        bool fixed_resources = false;  // a parameter stands in them
    };

    static std::string pod_path(std::string_view kind) {
        if (kind == "Pod") return "spec.";
        if (kind == "CronJob") return "spec.jobTemplate.spec.template.spec.";
        for (const char* known : {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"})
            if (kind == known) return "spec.template.spec.";
        return "";
    }

    /// One line of a container; `rest` is its path behind the bracket: `0].image`.
    void read(std::string_view list, std::size_t line, std::string_view rest,
              const chart_edits& edits) {
        const std::size_t end = rest.find(']');
        const std::string_view index = rest.substr(0, end),
                               field = rest.substr(std::min(end + 2, rest.size()));
        if (containers_.empty() || containers_.back().list != list ||
            containers_.back().index != index)
            containers_.push_back({list, std::string(index)});
        container& c = containers_.back();
        if (field == "name") {
            c.name = scalar_of(lines_[line]) ? scalar_of(lines_[line])->text : "";
            c.last = line;
        } else if (field == "image") {
            if (!edits.contains(line)) c.image = line;
            c.last = line;
        } else if (field == "resources" || field.starts_with("resources.") ||
                   field.starts_with("resources[")) {
            if (c.resources == none) c.resources = line;
            c.resources_end = line + 1;
            c.fixed_resources = c.fixed_resources || edits.contains(line);
        }
    }

    void vary_image(const container& c, const std::string& values, chart_edits& edits,
                    std::string& text, json::value& schema) const {
        if (c.image == none) return;
        const image_parts parts = parts_of_image(scalar_of(lines_[c.image])->text);
        std::string format = "%s", arguments = values + ".repository";
        text += "      image:\n        repository: " + in_quotes(parts.repository) + '\n';
        json::value& image = schema["image"];
        image["type"] = "object";
        image["properties"]["repository"] = {{"type", "string"}, {"minLength", 1}};
        for (const auto& [name, part, before] :
             {std::tuple("tag", parts.tag, ":"), std::tuple("digest", parts.digest, "@")}) {
            if (part.empty()) continue;
            format += std::string(before) + "%s";
            arguments += ' ' + values + '.' + name;
            text += std::string("        ") + name + ": " + in_quotes(part) + '\n';
            image["properties"][name] = {{"type", "string"}, {"minLength", 1}};
        }
        const std::string whole =
            format == "%s" ? arguments : "printf \"" + format + "\" " + arguments;
        edits[c.image] =
            lines_[c.image].text.substr(0, lines_[c.image].value) + "{{ " + whole + " | quote }}\n";
    }

    /// All of them as one value: others may be added.
    void vary_resources(const container& c, const std::string& values, chart_edits& edits,
                        std::string& text, json::value& schema) const {
        if (c.fixed_resources) return;
        schema["resources"] = {
            {"type", "object"},
            {"patternProperties",
             {{"^(limits|requests)$",
               {{"type", "object"},
                {"additionalProperties",
                 {{"type", {"string", "number"}}, {"pattern", quantity_pattern}}}}}}}};
        const std::string key(lines_[c.last].column, ' '), deeper = std::to_string(key.size() + 2);
        if (c.resources == none) {
            text += "      resources: {}\n";
            const auto before = edits.find(c.last);
            edits[c.last] = (before == edits.end() ? helm_escaped(lines_[c.last].text) + '\n'
                                                   : before->second) +
                            key + "{{- with " + values + " }}\n" + key + "resources:\n" + key +
                            "  {{- toYaml . | nindent " + deeper + " }}\n" + key + "{{- end }}\n";
            return;
        }
        text +=
            "      resources:" + std::string(lines_[c.resources].has_value() ? " {}" : "") + '\n';
        for (std::size_t i = c.resources + 1; i < c.resources_end; ++i) {
            text += "      " + lines_[i].text.substr(key.size()) + '\n';
            edits[i].clear();
        }
        edits[c.resources] = key + "resources:\n" + key + "  {{- toYaml " + values + " | nindent " +
                             deeper + " }}\n";
    }

    const std::vector<yaml_line>& lines_;
    std::size_t replicas_ = none;
    std::vector<container> containers_;
};

}  // namespace slipway::cli::detail
