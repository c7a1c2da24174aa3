// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/duration.hpp>
#include <slipway/core/edit_distance.hpp>
#include <slipway/oci/detail/dockerfile_mounts.hpp>
#include <slipway/oci/detail/dockerfile_words.hpp>
#include <slipway/oci/git_address.hpp>
#include <slipway/oci/recipe.hpp>

namespace slipway::oci::detail {

/// Makes the recipe that a Dockerfile says.
class dockerfile_parser {
public:
    dockerfile_parser(std::string_view text, std::string file) : lines_(text, std::move(file)) {
        made_.file = lines_.file();
        made_.escape = lines_.escape();
    }

    recipe run() {
        while (const auto line = lines_.next()) {
            line_ = line->number;
            try {
                instruction(line->text);
            } catch (const status_error& e) {
                if (e.message().starts_with(lines_.file() + ':')) throw;
                lines_.fail(line_, e.message());
            }
        }
        if (made_.stages.empty())
            throw status_error(core::reason::invalid,
                               lines_.file() + ": there is no FROM, so there is nothing to build");
        return std::move(made_);
    }

private:
    using flags = std::multimap<std::string, std::string>;
    using handler = void (dockerfile_parser::*)();

    static const std::map<std::string, handler, std::less<>>& handlers() {
        using p = dockerfile_parser;
        static const std::map<std::string, handler, std::less<>> all{
            {"ADD", &p::add},
            {"ARG", &p::arg},
            {"CMD", &p::cmd},
            {"COPY", &p::copy},
            {"ENTRYPOINT", &p::entrypoint},
            {"ENV", &p::env},
            {"EXPOSE", &p::expose},
            {"FROM", &p::from},
            {"HEALTHCHECK", &p::health},
            {"LABEL", &p::label},
            {"MAINTAINER", &p::maintainer},
            {"ONBUILD", &p::on_build},
            {"RUN", &p::run_command},
            {"SHELL", &p::shell},
            {"STOPSIGNAL", &p::stop_signal},
            {"USER", &p::user},
            {"VOLUME", &p::volume},
            {"WORKDIR", &p::workdir}};
        return all;
    }

    [[noreturn]] void fail(const std::string& why) const { lines_.fail(line_, why); }
    [[noreturn]] void fail_usage(const std::string& usage) const {
        fail(name_ + " needs " + usage);
    }

    void instruction(const std::string& line) {
        const std::size_t end = std::min(line.find_first_of(dockerfile_blanks), line.size());
        name_.clear();
        for (const char c : line.substr(0, end))
            name_ += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        rest_ = trim(std::string_view(line).substr(end));
        text_ = name_ + (rest_.empty() ? "" : " ") + rest_;
        const auto found = handlers().find(name_);
        if (found == handlers().end())
            fail("there is no instruction " + printable(name_.substr(0, 40)) +
                 hint(name_, names()));
        if (made_.stages.empty() && name_ != "FROM" && name_ != "ARG")
            fail(name_ + " comes before the first FROM; only ARG can");
        documents_.clear();
        flags_.clear();
        (this->*found->second)();
    }

    /// Without what a terminal would take for a command.
    static std::string printable(std::string s) {
        for (char& c : s)
            if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
        return s;
    }
    static std::vector<std::string> names() {
        std::vector<std::string> made;
        for (const auto& [name, ignored] : handlers()) made.push_back(name);
        return made;
    }
    static std::string hint(const std::string& word, const std::vector<std::string>& known) {
        unsigned best = 99;
        std::string nearest;
        for (const auto& each : known)
            if (const unsigned d = core::edit_distance(word, each); d < best)
                best = d, nearest = each;
        return best <= word.size() / 2 ? "; did you mean " + nearest + "?" : "";
    }

    /// Takes the words that begin with `--` off the front.
    void take_flags(const std::vector<std::string>& known,
                    const std::map<std::string, std::string>& unsupported = {}) {
        while (rest_.starts_with("--")) {
            const std::size_t end = std::min(rest_.find_first_of(dockerfile_blanks), rest_.size());
            const std::string word = rest_.substr(2, end - 2);
            rest_ = trim_front(std::string_view(rest_).substr(end));
            if (word.empty()) return;
            const std::size_t equals = word.find('=');
            const std::string name = word.substr(0, equals);
            if (const auto why = unsupported.find(name); why != unsupported.end())
                fail(name_ + " --" + name + " is not supported: " + why->second);
            if (std::find(known.begin(), known.end(), name) == known.end())
                fail(name_ + " has no flag --" + name.substr(0, 60) + hint(name, known));
            if (equals == word.npos && name != "link" && name != "parents" &&
                name != "keep-git-dir")
                fail(name_ + " --" + name + " needs a value: --" + name + "=...");
            if (flags_.count(name) && name != "mount" && name != "exclude")
                fail(name_ + " --" + name + " stands twice");
            flags_.emplace(name, equals == word.npos ? "true" : unquoted(word.substr(equals + 1)));
        }
    }
    static std::string unquoted(const std::string& s) {
        const bool quoted =
            s.size() >= 2 && (s.front() == '"' || s.front() == '\'') && s.back() == s.front();
        return quoted ? s.substr(1, s.size() - 2) : s;
    }
    std::string flag(const std::string& name) const {
        const auto at = flags_.find(name);
        return at == flags_.end() ? std::string() : at->second;
    }
    bool is_on(const std::string& name) const {
        const std::string said = flag(name);
        if (!said.empty() && said != "true" && said != "false")
            fail(name_ + " --" + name + " is either true or false, not \"" + said.substr(0, 40) +
                 '"');
        return said == "true";
    }
    static recipe_text expanding(std::string text) {
        return text.empty() ? recipe_text() : with_variables(std::move(text));
    }

    void then(step_action action) { made_.then(std::move(action), text_, line_); }

    /// Reads the here-documents that words ask for; their text becomes part of the instruction's.
    void take_documents(const std::vector<std::string>& words) {
        for (const auto& word : words) {
            auto doc = heredoc_of(word);
            if (!doc) continue;
            if (documents_.size() == 64) fail("more than 64 here-documents in one instruction");
            doc->content = lines_.document(doc->name, doc->strip_tabs, line_);
            text_ += '\n' + doc->content + doc->name;
            documents_.push_back(*std::move(doc));
        }
    }

    void from() {
        take_flags({"platform"});
        const auto words = split_at_blanks(rest_);
        const bool named =
            words.size() == 3 && (words[1] == "AS" || words[1] == "as" || words[1] == "As");
        if (words.size() != 1 && !named)
            fail_usage("an image, and perhaps a name: FROM image AS name");
        std::string name;
        for (const char c : named ? words[2] : std::string()) name += core::to_lower(c);
        if (named &&
            (!core::is_lower(name.front()) ||
             name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") != name.npos))
            fail(
                "\"" + words[2].substr(0, 100) +
                "\" cannot be the name of a stage: it begins with a letter, and has letters, digits, '-', '_' and '.'");
        if (name == "scratch" || name == "context")
            fail("\"" + name + "\" cannot be the name of a stage: it has a meaning of its own");
        for (const auto& stage : made_.stages)
            if (named && stage.name == name)
                fail("there is a stage \"" + name + "\" already, from line " +
                     std::to_string(stage.line));
        if (made_.stages.size() == recipe::most_stages)
            fail("there are more than " + std::to_string(recipe::most_stages) + " stages");
        made_.from(with_variables(words[0]), name, expanding(flag("platform")));
        made_.stages.back().line = line_;
        made_.stages.back().text = text_;
    }

    void copy() { copy_or_add(false); }
    void add() { copy_or_add(true); }

    void copy_or_add(bool adds) {
        take_flags(adds ? std::vector<std::string>{"chown", "chmod", "checksum", "exclude",
                                                   "keep-git-dir", "link"}
                        : std::vector<std::string>{"from", "chown", "chmod", "exclude", "link",
                                                   "parents"});
        copy_step step{.from = flag("from"),
                       .owner = expanding(flag("chown")),
                       .mode = expanding(flag("chmod")),
                       .checksum = expanding(flag("checksum")),
                       .parents = is_on("parents"),
                       .add = adds,
                       .keep_git_directory = is_on("keep-git-dir")};
        for (auto [at, end] = flags_.equal_range("exclude"); at != end; ++at)
            step.excluded.push_back(expanding(at->second));
        auto json = json_words(rest_);
        auto words = json ? *json : split_at_blanks(rest_);
        if (words.size() < 2) fail_usage("at least one source, and a destination");
        step.to = with_variables(words.back());
        words.pop_back();
        if (!json) take_documents(words);
        if (!documents_.empty() && !step.from.empty()) fail("COPY --from takes no here-documents");
        for (const auto& doc : documents_)
            step.files.push_back(
                {doc.name, doc.expands ? with_variables(doc.content) : recipe_text(doc.content)});
        for (const auto& word : words) {
            if (!json && heredoc_of(word)) continue;
            if (!adds) check_file(word);
            step.sources.push_back(with_variables(word));
        }
        then(std::move(step));
    }

    void check_file(const std::string& source) const {
        if (source.starts_with("http://") || source.starts_with("https://") ||
            git_address::try_parse(source))
            fail("COPY takes files only; ADD fetches addresses and git repositories");
    }

    void run_command() {
        take_flags({"mount", "network"},
                   {{"security", "steps run with the rights of a container"}});
        run_step step{.network = parse_run_network(flag("network"))};
        for (auto [at, end] = flags_.equal_range("mount"); at != end; ++at)
            step.mounts.push_back(dockerfile_mount::parse(at->second));
        step.command = command_to_run();
        if (documents_.size() == 1 && step.command.words.front().starts_with("#!") &&
            step.command.words.front() == documents_.front().content)
            step.script = std::exchange(step.command, {}).words.front();
        then(std::move(step));
    }

    /// Words in JSON, a line for the shell, or here-documents.
    recipe_command command_to_run() {
        if (rest_.empty()) fail_usage("something to run");
        if (auto words = json_words(rest_)) {
            if (words->empty()) fail_usage("something to run");
            return {*std::move(words), false};
        }
        std::string line = rest_;
        const auto words = split_quoted(rest_, lines_.escape());
        take_documents(words);
        if (documents_.size() == 1 && words.size() == 1) {
            line = documents_.front().content;
        } else {
            for (const auto& doc : documents_) line += '\n' + doc.content + doc.name;
            if (!documents_.empty()) line += '\n';
        }
        return {{std::move(line)}, true};
    }

    /// The words of ENTRYPOINT and CMD, neither of which knows variables.
    recipe_command command() const {
        if (auto words = json_words(rest_)) return {*std::move(words), false};
        if (rest_.empty()) fail_usage("something to run");
        return {{rest_}, true};
    }
    void entrypoint() {
        take_flags({});
        then(entrypoint_step{command()});
    }
    void cmd() {
        take_flags({});
        then(cmd_step{command()});
    }

    /// `NAME=value ...`, or the old `NAME value`.
    recipe_variables variables() {
        const auto words = split_quoted(rest_, lines_.escape());
        if (words.empty()) fail_usage("NAME=value");
        recipe_variables made;
        if (words.front().find('=') == std::string::npos) {
            const std::string_view value =
                trim(std::string_view(rest_).substr(std::min(words.front().size(), rest_.size())));
            if (value.empty())
                fail(name_ + " " + words.front().substr(0, 100) + " has no value: write " + name_ +
                     " NAME=value");
            return {{with_variables(words.front()), with_variables(std::string(value))}};
        }
        for (const auto& word : words) {
            const std::size_t equals = word.find('=');
            if (equals == word.npos)
                fail("\"" + word.substr(0, 100) +
                     "\" has no =; a value with blanks needs quotes: " + name_ +
                     " NAME=\"a value\"");
            if (equals == 0) fail("\"" + word.substr(0, 100) + "\" has no name before its =");
            made.emplace_back(with_variables(word.substr(0, equals)),
                              expanding(word.substr(equals + 1)));
        }
        return made;
    }
    void env() { then(env_step{variables()}); }
    void label() { then(label_step{variables()}); }

    void arg() {
        const auto words = split_quoted(rest_, lines_.escape());
        if (words.empty()) fail_usage("NAME or NAME=value");
        for (const auto& word : words) {
            const std::size_t equals = word.find('=');
            const std::string name = word.substr(0, equals);
            if (name.empty() || core::is_digit(name.front()) ||
                name.find_first_not_of(
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != name.npos)
                fail("\"" + name.substr(0, 100) + "\" cannot be the name of an argument");
            if (equals == word.npos) then(arg_step{name, std::nullopt});
            else then(arg_step{name, with_variables(word.substr(equals + 1))});
        }
    }

    std::string one_value(const std::string& what) {
        if (rest_.empty()) fail_usage(what);
        return rest_;
    }
    void workdir() { then(workdir_step{with_variables(one_value("a directory"))}); }
    void user() { then(user_step{with_variables(one_value("a user"))}); }
    void stop_signal() {
        then(stop_signal_step{with_variables(one_value("a signal, such as SIGTERM"))});
    }
    void maintainer() { then(author_step{one_value("a name")}); }

    /// What it says is looked at now, so that a mistake is told where it stands.
    void on_build() {
        const std::size_t end = std::min(rest_.find_first_of(dockerfile_blanks), rest_.size());
        std::string inner;
        for (const char c : rest_.substr(0, end))
            inner += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (inner.empty()) fail_usage("an instruction, such as ONBUILD RUN make");
        for (const char* word : {"FROM", "MAINTAINER", "ONBUILD"})
            if (inner == word)
                fail("ONBUILD " + inner +
                     " is not allowed: an image that is built on this one has its own");
        if (inner == "RUN" || inner == "COPY" || inner == "ADD")
            take_documents(split_quoted(rest_, lines_.escape()));
        const std::string instruction = text_.substr(std::string_view("ONBUILD ").size());
        const std::string head = lines_.escape() == '\\' ? "" : "# escape=`\n";
        try {
            dockerfile_parser(head + "FROM scratch\n" + instruction, "").run();
        } catch (const status_error& e) {  // `:2: ` says where it is in what was just put together
            fail("ONBUILD " + e.message().substr(e.message().find(' ') + 1));
        }
        then(on_build_step{instruction});
    }

    void expose() {
        expose_step step;
        for (const auto& word : split_at_blanks(rest_)) step.ports.push_back(with_variables(word));
        if (step.ports.empty()) fail_usage("a port, such as 80/tcp");
        then(std::move(step));
    }
    void volume() {
        volume_step step;
        const auto json = json_words(rest_);
        for (const auto& word : json ? *json : split_at_blanks(rest_))
            step.paths.push_back(with_variables(word));
        if (step.paths.empty()) fail_usage("a path");
        then(std::move(step));
    }
    void shell() {
        const auto words = json_words(rest_);
        if (!words || words->empty())
            fail_usage("words in JSON form: SHELL [\"/bin/bash\", \"-c\"]");
        then(shell_step{*words});
    }

    void health() {
        take_flags({"interval", "timeout", "start-period", "start-interval", "retries"});
        const std::size_t end = std::min(rest_.find_first_of(dockerfile_blanks), rest_.size());
        std::string kind = rest_.substr(0, end);
        std::transform(kind.begin(), kind.end(), kind.begin(),
                       [](char c) { return core::to_lower(c); });
        rest_ = trim(std::string_view(rest_).substr(end));
        healthcheck check;
        if (kind == "none") {
            if (!rest_.empty() || !flags_.empty()) fail("HEALTHCHECK NONE takes nothing else");
            check.test = {"NONE"};
            return then(healthcheck_step{check});
        }
        if (kind != "cmd") fail_usage("CMD and a command, or NONE");
        recipe_command what = command();
        if (what.words.empty()) fail_usage("something to run behind CMD");
        check.test = std::move(what.words);
        check.test.insert(check.test.begin(), what.shell ? "CMD-SHELL" : "CMD");
        check.interval = duration("interval");
        check.timeout = duration("timeout");
        check.start_period = duration("start-period");
        check.start_interval = duration("start-interval");
        if (const auto count = flag("retries"); !count.empty()) {
            const auto [last, error] =
                std::from_chars(count.data(), count.data() + count.size(), check.retries);
            if (error != std::errc() || last != count.data() + count.size() || check.retries == 0 ||
                check.retries > INT32_MAX)
                fail("HEALTHCHECK --retries=" + count.substr(0, 40) + " is not a number from 1 on");
        }
        then(healthcheck_step{std::move(check)});
    }
    std::chrono::nanoseconds duration(const std::string& name) const {
        const std::string text = flag(name);
        if (text.empty()) return {};
        const auto made = core::parse_duration(text);
        if (!made || made->count() < 1 || core::is_digit(text.back()))
            fail("HEALTHCHECK --" + name + "=" + text.substr(0, 40) +
                 " is not a duration from 1ms on, such as 30s or 1m30s");
        return *made;
    }

    dockerfile_lines lines_;
    recipe made_;
    std::uint32_t line_ = 0;
    std::string name_;  ///< of the instruction at hand, in capitals
    std::string rest_;  ///< what is left of it
    std::string text_;  ///< all of it
    flags flags_;
    std::vector<heredoc> documents_;
};

}  // namespace slipway::oci::detail
