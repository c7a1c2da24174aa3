// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/go_template.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/cli/command/parse.hpp>

namespace go_template_test {

using namespace slipway;
using cli::command::go_template;

namespace {

const json::value& web() {
    static const json::value made = {
        {"Id", "571d9f7c"},
        {"Name", "/web"},
        {"State", {{"Status", "running"}, {"Pid", 42}, {"Paused", false}}},
        {"Config", {{"Labels", {{"com.x", "1"}, {"b", "2"}}}, {"Cmd", {"httpd", "-f"}}}},
        {"Networks", {{"shop", {{"IP", "10.0.0.2"}}}, {"bridge", {{"IP", "10.1.0.2"}}}}},
        {"Mounts", json::value::array()},
        {"Nothing", nullptr},
        {"Rate", 0.5}};
    return made;
}
std::string made(const std::string& text) { return go_template(text).text(web()); }
std::string why(const std::string& text) {
    try {
        return "made " + made(text);
    } catch (const cli::command::usage_error& e) {
        return e.message();
    }
}

}  // namespace

TEST_CASE("a template shows members, as Go prints them") {
    CHECK(made("plain") == "plain");
    CHECK(made("{{.State.Status}} {{ .State.Pid }}") == "running 42");
    CHECK(made("{{.ID}}\\t{{.state.pid}}\\n") == "571d9f7c\t42\n");
    CHECK(made("{{.Config.Cmd}} {{.Networks.shop}} {{.Rate}} {{.State.Paused}}") ==
          "[httpd -f] map[IP:10.0.0.2] 0.5 false");
    CHECK(made("{{.Config.Labels.none}}{{.Nothing}}") == "<no value><no value>");
    CHECK(made("{{json .State}}{{json .Mounts}}") ==
          R"({"Status":"running","Pid":42,"Paused":false}[])");
    CHECK(made("a {{- /* nothing */ -}} b {{- .Name -}} c") == "ab/webc");
    CHECK(go_template("{{.Label \"b\"}}{{.}}").text({{"A", 1}}, {{"Label", {{"b", "2"}}}}) ==
          "2map[A:1]");
}

TEST_CASE("a template decides and repeats") {
    CHECK(made("{{range .Networks}}{{.IP}} {{end}}") == "10.1.0.2 10.0.0.2 ");
    CHECK(made("{{range $k, $v := .Networks}}{{$k}}={{$v.IP}};{{end}}") ==
          "bridge=10.1.0.2;shop=10.0.0.2;");
    CHECK(made("{{range $i, $v := .Config.Cmd}}{{if $i}},{{end}}{{$v}}{{end}}") == "httpd,-f");
    CHECK(made("{{range .Mounts}}x{{else}}none{{end}}") == "none");
    CHECK(made("{{if .State.Health}}{{.State.Health.Status}}{{else}}unknown{{end}}") == "unknown");
    CHECK(made("{{if .State.Paused}}p{{else if eq .State.Status \"running\"}}r{{else}}s{{end}}") ==
          "r");
    CHECK(made("{{with .State}}{{.Pid}} {{$.Name}}{{end}}{{with .Gone}}x{{end}}") == "42 /web");
    CHECK(made("{{$n := .Name}}{{range .Config.Cmd}}{{$n = .}}{{end}}{{$n}}") == "-f");
    CHECK(made("{{if and .Name (not .State.Paused) (or .Gone 1)}}yes{{end}}") == "yes");
}

TEST_CASE("a template has the functions of Go's and of docker's") {
    CHECK(made("{{index .Config.Labels \"com.x\"}}{{index .Config.Cmd 1}}") == "1-f");
    CHECK(made("{{index .Config.Labels \"none\"}}|{{(index .Networks \"shop\").IP}}") ==
          "|10.0.0.2");
    CHECK(made("{{len .Config.Cmd}} {{.Name | len}} {{len .Config.Labels}}") == "2 4 2");
    CHECK(made("{{join .Config.Cmd \" \"}} {{index (split .Name \"/\") 1 | upper}}") ==
          "httpd -f WEB");
    CHECK(made("{{title \"big ship\"}} {{lower `A\\B`}} {{truncate .Id 3}}[{{pad .Name 1 2}}]") ==
          "Big Ship a\\b 571[ /web  ]");
    CHECK(made("{{println .Name 1}}{{print 1 2 \"a\"}}") == "/web 1\n1 2a");
    CHECK(made(R"({{printf "%-6s|%3d|%.2f|%q|%v|%%" .Name .State.Pid .Rate "x" .Mounts}})") ==
          "/web  | 42|0.50|\"x\"|[]|%");
    CHECK(made("{{eq 1 2 1}} {{ne 1 2}} {{lt 1 2}} {{ge \"b\" \"a\"}} {{gt -1 0}}") ==
          "true true true true false");
}

TEST_CASE("what is no template is told, and what it cannot show") {
    CHECK(why("{{.Id") == "the format is no template: a }} is missing in it");
    CHECK(why("{{if .Id}}x") == "the format is no template: an {{end}} is missing in it");
    CHECK(why("x{{end}}") ==
          "the format is no template: there is nothing that its {{end}} would end");
    CHECK(why("{{}}") == "the format is no template: a command is missing in it");
    CHECK(why("{{frob .Id}}") == "the format is no template: there is no function frob");
    CHECK(why("{{(.Id}}") == "the format is no template: a ')' is missing in it");
    CHECK(why("{{define \"x\"}}{{end}}") == "the format is no template: define is not there");
    CHECK(why("{{printf \"%d\" .Name}}") == "the format is no template: /web is no whole number");
    CHECK(why("{{.State.Foo}}") == "there is no 'Foo' to be shown; there are Status, Pid, Paused");
    CHECK(why("{{.Name.Foo}}") == "the format is no template: there is no 'Foo' of /web");
    CHECK(why("{{index .Config.Cmd 7}}") ==
          "the format is no template: there is no place 7 in a list of 2");
    CHECK(why("{{$x}}") == "the format is no template: there is no variable $x");
    std::string deep;
    for (int i = 0; i < 5000; ++i) deep += "{{if 1}}";
    CHECK(why(deep) == "the format is no template: it is too deep");
    CHECK(why("{{" + std::string(5000, '(') + "}}") ==
          "the format is no template: its parentheses are too deep");
    for (const char* broken : {"{{", "{{\"", "{{$", "{{.", "{{1x}}", "{{|}}", "{{. |}}", "{{else}}",
                               "{{range .Id}}{{end}}", "{{printf \"%", "{{printf \"%9999999d\" 1}}",
                               "{{pad 1 2 3}}", "{{not}}", "{{lt 1 \"a\"}}", "{{range}}{{end}}",
                               "{{if 1}}{{else}}{{else}}{{end}}", "{{if 1}}{{else x}}{{end}}"})
        CHECK_FALSE(why(broken).starts_with("made"));
}

}  // namespace go_template_test
