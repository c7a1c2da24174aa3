// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/parse.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace parse_test {

using namespace slipway::cli::command;

namespace {

using words = std::vector<std::string>;

verb run_verb() {
    return {.name = "run",
            .usage = "[OPTION...] IMAGE [COMMAND...]",
            .options = {{.name = "interactive", .letter = 'i'},
                        {.name = "tty", .letter = 't'},
                        {.name = "publish", .letter = 'p', .value = "PORTS", .repeats = true},
                        {.name = "name", .value = "NAME"},
                        {.letter = 'x', .value = "VALUE"},
                        {.name = "sig-proxy"}},
            .least = 1,
            .rest_is_command = true};
}
verb tag_verb() {
    return {.name = "tag",
            .usage = "IMAGE NAME",
            .options = {{.name = "force", .letter = 'f'}},
            .least = 2,
            .most = 2};
}

}  // namespace

TEST_CASE("parse: options are written in all usual ways") {
    const verb run = run_verb();
    for (const words& line : {words{"-it", "-p", "80:80", "-p81:81", "--publish=82", "--publish",
                                    "83", "--name=a", "-x1", "busybox"},
                              words{"-i", "-t", "--publish=80:80", "-p=81:81", "-p82", "-p", "83",
                                    "--name", "b", "--name=a", "-x", "1", "busybox"},
                              words{"-itp80:80", "-p", "81:81", "-p", "82", "-p", "83", "--name",
                                    "a", "-x=1", "--", "busybox"}}) {
        const arguments given = parse(run, line);
        CHECK(given.has("interactive"));
        CHECK(given.has("tty"));
        CHECK(given.values("publish") == words{"80:80", "81:81", "82", "83"});
        CHECK(given.value("name") == "a");
        CHECK(given.values("name").size() == 1);
        CHECK(given.value("x") == "1");
        CHECK_FALSE(given.has("sig-proxy"));
        CHECK_FALSE(given.denied("sig-proxy"));
        CHECK(given.operands() == words{"busybox"});
    }
    CHECK(parse(run, {"busybox"}).value("name", "other") == "other");
}

TEST_CASE("parse: a flag is taken back and denied") {
    const verb run = run_verb();
    const arguments denied = parse(run, {"-i", "--interactive=false", "--sig-proxy=0", "x"});
    CHECK_FALSE(denied.has("interactive"));
    CHECK(denied.denied("interactive"));
    CHECK(denied.denied("sig-proxy"));
    const arguments given = parse(run, {"--tty=false", "-t=true", "x"});
    CHECK(given.has("tty"));
    CHECK_FALSE(given.denied("tty"));
    CHECK_THROWS_WITH(parse(run, {"--tty=maybe", "x"}), "'--tty' is true or false, not 'maybe'");
}

TEST_CASE("parse: a command's own options are its own") {
    CHECK(parse(run_verb(), {"-i", "busybox", "ls", "-l", "--name", "--"}).operands() ==
          words{"busybox", "ls", "-l", "--name", "--"});
    const arguments tag =
        parse(tag_verb(), {"a", "-f", "b"});  // elsewhere they may stand behind operands
    CHECK(tag.has("force"));
    CHECK(tag.operands() == words{"a", "b"});
    CHECK(parse(tag_verb(), {"a", "--", "-f"}).operands() == words{"a", "-f"});
    CHECK(parse(tag_verb(), {"a", "-"}).operands() == words{"a", "-"});
}

TEST_CASE("parse: what is wrong is named, with what was probably meant") {
    CHECK_THROWS_WITH(parse(run_verb(), {"--nmae", "a", "x"}),
                      "unknown option '--nmae'; did you mean --name?");
    CHECK_THROWS_WITH(parse(run_verb(), {"--pub", "a", "x"}),
                      "unknown option '--pub'; did you mean --publish?");
    CHECK_THROWS_WITH(parse(run_verb(), {"--quite-something-else", "x"}),
                      "unknown option '--quite-something-else'");
    CHECK_THROWS_WITH(parse(run_verb(), {"-iz", "x"}), "unknown option '-z' in '-iz'");
    CHECK_THROWS_WITH(parse(run_verb(), {"-z", "x"}), "unknown option '-z'");
    CHECK_THROWS_WITH(parse(run_verb(), {"--name"}), "'--name' needs a value: NAME");
    CHECK_THROWS_WITH(parse(run_verb(), {"-p"}), "'-p' needs a value: PORTS");
    CHECK_THROWS_WITH(
        parse(run_verb(), {}),
        "there is something missing: the command is 'run [OPTION...] IMAGE [COMMAND...]'");
    CHECK_THROWS_WITH(parse(tag_verb(), {"a", "b", "c"}),
                      "'c' is one word too many: the command is 'tag IMAGE NAME'");
}

TEST_CASE("parse: what users of other programs know, and is missing, is told of") {
    verb run = run_verb();
    run.missing = {{"link", "there are networks"}};
    CHECK_THROWS_WITH(parse(run, {"--link", "a:b", "x"}),
                      "there is no --link here: there are networks");
    CHECK_THROWS_WITH(parse(run, {"--link=a:b", "x"}),
                      "there is no --link here: there are networks");
    CHECK_THROWS_WITH(parse(run, {"--lin", "x"}), "unknown option '--lin'");
    CHECK(parse(run, {"x", "--link"}).operands().size() == 2);  // an option of the command
}

TEST_CASE("parse: verbs are found by one word or two") {
    const std::vector<verb> verbs{run_verb(),
                                  {.name = "images", .group = "Images"},
                                  {.name = "rmi", .group = "Images"},
                                  {.name = "pull", .group = "Images"},
                                  {.name = "ps", .group = "Containers"},
                                  {.name = "info"},
                                  {.name = "volume rm", .group = "Volumes"},
                                  {.name = "image prune", .group = "Images"}};
    const auto found = [&](const words& line) {
        std::size_t used = 0;
        const std::string name(find_verb(verbs, line, used).name);
        return name + " " + std::to_string(used);
    };
    CHECK(found({"run", "x"}) == "run 1");
    CHECK(found({"image", "prune", "x"}) == "image prune 2");
    CHECK(found({"image", "ls"}) == "images 2");  // as docker has it, too
    CHECK(found({"image", "rm", "x"}) == "rmi 2");
    CHECK(found({"image", "remove", "x"}) == "rmi 2");
    CHECK(found({"image", "list"}) == "images 2");
    CHECK(found({"volume", "remove", "x"}) == "volume rm 2");
    CHECK(found({"system", "info"}) == "info 2");
    CHECK_THROWS_AS(found({"system", "images"}), usage_error);
    CHECK(found({"image", "pull", "x"}) == "pull 2");
    CHECK(found({"container", "ls"}) == "ps 2");
    CHECK_THROWS_WITH(found({"pul"}), "unknown command 'pul'; did you mean pull?");
    CHECK_THROWS_WITH(found({"image", "prun"}),
                      "unknown command 'image prun'; did you mean image prune?");
    CHECK_THROWS_WITH(found({"container", "prune"}), "unknown command 'container'");
    CHECK_THROWS_AS(found({"no-such-thing"}), usage_error);
    CHECK_THROWS_AS(found({"image"}), usage_error);
    CHECK_THROWS_AS(found({}), usage_error);
}

}  // namespace parse_test
