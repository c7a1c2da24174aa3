// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/detail/chart_parameters.hpp>
#include <slipway/cli/detail/chart_workload.hpp>
#include <slipway/cli/detail/helm_text.hpp>
#include <slipway/cli/detail/inside.hpp>
#include <slipway/cli/written_file.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/write.hpp>
#include <slipway/json/yaml.hpp>
#include <slipway/version.hpp>

namespace slipway::cli::detail {

/// A definition as a Helm chart: templates that give, with the values as they come, the objects
/// that `render` prints, and values for the parameters of the definition, and for images, replicas
/// and resources of its workloads.
class helm_chart {
public:
    explicit helm_chart(const dsl::rendered& cluster)
        : cluster_(cluster),
          plain_(definitions_with_objects(cluster)),
          parameters_(cluster, plain_) {
        for (const chart_parameter& p : parameters_.all())
            names_of_parameters_.push_back(
                p.use == chart_use::value ? names_.of(p.asked.name, "parameter") : "");
    }

    /// In the order in which the objects can be created; the chart's own files behind them.
    std::vector<written_file> files() {
        std::vector<written_file> made;
        file_names names;
        values_ = "# The chart's values. With these it gives what the definition rendered.\n";
        schema_ = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                   {"type", "object"},
                   {"properties", json::value::object()}};
        add_parameters();
        for (std::size_t i = 0; i < cluster_.document_count; ++i) {
            const std::string name = names.of(cluster_.documents[i]);
            if (plain_.contains(i))
                made.push_back({"crds/" + name, std::string(cluster_.documents[i].yaml)});
            else made.push_back({"templates/" + name, template_of(i)});
        }
        made.push_back({"values.yaml", values_});
        made.push_back({"values.schema.json", json::write_pretty(schema_) + '\n'});
        made.push_back({"Chart.yaml", "apiVersion: v2\nname: " + std::string(cluster_.name) +
                                          "\nversion: 0.1.0\ndescription: The cluster " +
                                          std::string(cluster_.name) + ", rendered by slipway " +
                                          version + "\ntype: application\n"});
        return made;
    }

private:
    // --- parameters of the definition

    void add_parameters() {
        for (std::size_t i = 0; i < parameters_.all().size(); ++i) {
            const chart_parameter& p = parameters_.all()[i];
            if (p.use != chart_use::value) continue;
            values_ += '\n' +
                       comment(std::string(p.asked.help.view()) + " (" +
                               std::string(p.asked.type.view()) + ')') +
                       names_of_parameters_[i] + ": " + as_value(p) + '\n';
            schema_["properties"][names_of_parameters_[i]] = schema_of(p);
        }
        bool first = true;
        for (const chart_parameter& p : parameters_.all()) {
            if (p.use != chart_use::fixed) continue;
            if (first)
                values_ +=
                    "\n# Fixed when the chart was made, by render --set NAME=VALUE: more depends on them than single values.\n";
            first = false;
            values_ += comment(std::string(p.asked.name.view()) + '=' + in_quotes(p.value) + ": " +
                               std::string(p.asked.help.view()) + " (" +
                               std::string(p.asked.type.view()) + ')');
        }
    }

    static std::string as_value(const chart_parameter& p) {
        return p.is_number() || p.is_flag() ? p.value : in_quotes(p.value);
    }

    static json::value schema_of(const chart_parameter& p) {
        json::value made = {{"description", p.asked.help.view()}};
        made["type"] = p.is_number() ? "integer" : p.is_flag() ? "boolean" : "string";
        if (p.is_number()) {
            made["minimum"] = p.bounds().least;
            made["maximum"] = p.bounds().most;
        }
        if (p.asked.type == "quantity") made["pattern"] = quantity_pattern;
        if (!p.is_flag())
            for (const std::string& word : p.words()) made["enum"].push_back(word);
        return made;
    }

    /// Each line behind a `#`.
    static std::string comment(std::string_view text) {
        std::string made = "# ";
        for (const char c : text) {
            if (c == '\n') made += "\n# ";
            else if (static_cast<unsigned char>(c) >= ' ') made += c;
        }
        return made + '\n';
    }

    /// The value of a line in which parameters stand, as an action.
    std::string action_of(const yaml_scalar& scalar, const std::vector<chart_slot>& slots) const {
        const auto value = [&](const chart_slot& s) {
            return ".Values." + names_of_parameters_[s.parameter];
        };
        const auto is_number = [&](const chart_slot& s) {
            return parameters_.all()[s.parameter].is_number();
        };
        const std::string end = scalar.is_text ? " | quote }}" : " }}";
        if (slots.size() == 1 && slots[0].size == scalar.text.size())
            return "{{ " + value(slots[0]) + (is_number(slots[0]) ? " | int64" : "") + end;
        std::string format, arguments;
        std::size_t done = 0;
        for (const chart_slot& s : slots) {
            format += as_format(scalar.text.substr(done, s.at - done)) + "%v";
            arguments += is_number(s) ? " (" + value(s) + " | int64)" : ' ' + value(s);
            done = s.at + s.size;
        }
        return "{{ printf \"" + format + as_format(scalar.text.substr(done)) + '"' + arguments +
               end;
    }

    // --- templates

    std::string template_of(std::size_t document) {
        const std::vector<yaml_line>& lines = parameters_.documents()[document];
        chart_edits edits;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (const auto* slots = parameters_.slots_of(document, i))
                edits[i] = helm_escaped(lines[i].text.substr(0, lines[i].value)) +
                           action_of(*scalar_of(lines[i]), *slots) + '\n';
        const dsl::rendered_object& o = cluster_.documents[document];
        chart_workload workload(o.kind, lines, edits);
        if (workload.varies()) {
            const std::string name = names_.of(o.name, o.kind);
            values_ +=
                "\n# " + std::string(o.kind) + ' ' + std::string(o.name) + '\n' + name + ":\n";
            workload.vary(".Values." + name, edits, values_, schema_["properties"][name]);
        }
        std::string made;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto edit = edits.find(i);
            made += edit == edits.end() ? helm_escaped(lines[i].text) + '\n' : edit->second;
        }
        return made;
    }

    /// The CustomResourceDefinitions of which objects come along, by their indexes. Helm asks for
    /// the kinds of all templates before it makes the first object, so that these stand in `crds/`,
    /// whose files it takes as they are.
    static std::set<std::size_t> definitions_with_objects(const dsl::rendered& cluster) {
        std::set<std::pair<std::string, std::string>> kinds;  // with their groups
        std::vector<json::value> definitions(cluster.document_count);
        for (std::size_t i = 0; i < cluster.document_count; ++i) {
            const std::string_view yaml = cluster.documents[i].yaml;
            if (cluster.documents[i].kind == "CustomResourceDefinition")
                definitions[i] = json::read_yaml(yaml).at(0);
            const std::size_t begin = yaml.find("apiVersion: ") + 12;
            const std::string version(yaml.substr(begin, yaml.find('\n', begin) - begin));
            kinds.emplace(version.substr(0, version.find('/')), cluster.documents[i].kind);
        }
        std::set<std::size_t> made;
        for (std::size_t i = 0; i < cluster.document_count; ++i)
            if (!definitions[i].is_null() &&
                kinds.contains({inside_text(definitions[i], {"spec", "group"}),
                                inside_text(definitions[i], {"spec", "names", "kind"})}))
                made.insert(i);
        return made;
    }

    const dsl::rendered& cluster_;
    std::set<std::size_t> plain_;
    chart_parameters parameters_;
    value_names names_;
    std::vector<std::string> names_of_parameters_;
    std::string values_;
    json::value schema_;
};

}  // namespace slipway::cli::detail
