// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <slipway/net/detail/connection_environment.hpp>
#include <slipway/net/detail/fill_piece.hpp>
#include <slipway/net/detail/http_answer.hpp>
#include <slipway/net/detail/http_refusal.hpp>
#include <slipway/net/detail/http_text.hpp>
#include <slipway/net/detail/incoming_body.hpp>
#include <slipway/net/detail/outgoing_body.hpp>
#include <slipway/net/detail/send_at_once.hpp>

namespace slipway::net::detail {

namespace beast = boost::beast;
namespace http = boost::beast::http;

using local_stream = beast::basic_stream<asio::local::stream_protocol>;

/// One client. Everything happens on its strand; `exchange` and `body_stream` post to it.
template <class Stream>
class connection final : public connection_face,
                         public std::enable_shared_from_this<connection<Stream>> {
public:
    static constexpr bool encrypted =
        !std::is_same_v<Stream, beast::tcp_stream> && !std::is_same_v<Stream, local_stream>;

    connection(Stream stream, std::shared_ptr<connection_environment> e)
        : stream_(std::move(stream)), shared_(std::move(e)) {}
    ~connection() override { shared_->leave(this); }

    void start() {
        shared_->enter(this->shared_from_this());
        asio::dispatch(stream_.get_executor(),
                       [self = this->shared_from_this()] { self->handshake(); });
    }
    void close_soon() override {
        asio::post(stream_.get_executor(), [self = this->shared_from_this()] { self->close(); });
    }
    void drain_soon(std::shared_ptr<outgoing_body> body) override {
        asio::post(stream_.get_executor(), [self = this->shared_from_this(),
                                            body = std::move(body)] { self->drain(body); });
    }

private:
    using error_code = beast::error_code;
    using answer = http_answer<connection>;
    friend answer;
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    /// bytes that earn another `read_timeout`
    static constexpr std::size_t slow_progress = 64 * 1024;
    /// A record of TLS is all that comes at once.
    static constexpr std::size_t piece_room = encrypted ? 16 * 1024 : body_piece::most;

    // --- reading

    void handshake() {
        if constexpr (encrypted) {
            beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(10));
            stream_.async_handshake(asio::ssl::stream_base::server,
                                    [self = this->shared_from_this()](error_code e) {
                                        if (e) return self->close();
                                        self->identify();
                                        self->read();
                                    });
        } else {
            read();
        }
    }

    void identify() {
        if constexpr (encrypted) {
            SSL* ssl = stream_.native_handle();
            X509* certificate = SSL_get_peer_certificate(ssl);
            if (!certificate) return;
            if (SSL_get_verify_result(ssl) == X509_V_OK) client_ = identity_of(certificate);
            X509_free(certificate);
        }
    }

    void read() {
        if (shared_->handle_streaming) return read_streamed();
        begin(parser_, shared_->options.body_limit, [](connection& c) {
            if (headers::same(std::string(c.parser_->get()[http::field::expect]), "100-continue"))
                return c.promise();
            c.read_body();
        });
    }
    /// Reads the head of a request.
    template <class Parser, class Then>
    void begin(std::optional<Parser>& parser, boost::optional<std::uint64_t> body_limit,
               Then then) {
        parser.emplace();
        parser->body_limit(body_limit);
        parser->header_limit(static_cast<std::uint32_t>(shared_->options.header_limit));
        beast::get_lowest_layer(stream_).expires_after(shared_->options.read_timeout);
        http::async_read_header(stream_, buffer_, *parser,
                                [self = this->shared_from_this(), then](error_code e, std::size_t) {
                                    if (e) return self->refuse(e);
                                    then(*self);
                                });
    }
    void promise() {
        asio::async_write(stream_, asio::buffer(go_on),
                          [self = this->shared_from_this()](error_code e, std::size_t) {
                              if (e) return self->close();
                              self->read_body();
                          });
    }
    void read_body() {
        http::async_read(stream_, buffer_, *parser_,
                         [self = this->shared_from_this()](error_code e, std::size_t) {
                             if (e) return self->refuse(e);
                             self->handle();
                         });
    }

    void handle() {
        beast::get_lowest_layer(stream_).expires_never();
        http::request<http::string_body> got = parser_->release();
        request made = head_of(got);
        made.body = std::move(got.body());
        const exchange out(std::make_shared<answer>(this->shared_from_this()));
        answered(out, [&] { shared_->handle(std::move(made), out); });
    }
    template <class Message>
    request head_of(const Message& got) {
        keep_alive_ = got.keep_alive();
        head_ = got.method() == http::verb::head;
        request made{std::string(got.method_string()), std::string(got.target()), {}, {}, client_};
        for (const auto& field : got)
            made.headers.add(std::string(field.name_string()), std::string(field.value()));
        return made;
    }
    /// What is thrown becomes an answer.
    template <class Call>
    static void answered(const exchange& out, Call call) {
        try {
            call();
        } catch (const core::status_error& e) {
            out.respond({e.code(), {}, status_body(e.why(), e.code(), e.message())});
        } catch (const std::exception& e) {
            out.respond({500,
                         {},
                         status_body(core::reason::internal_error, 500,
                                     std::string("Internal error occurred: ") + e.what())});
        }
    }

    // --- reading a body piece by piece

    void read_streamed() {
        begin(streamed_, boost::none, [](connection& c) { c.handle_streamed(); });
    }
    void handle_streamed() {
        request made = head_of(streamed_->get());
        if (streamed_->is_done())
            if (auto known = shared_->answer_at_once(made)) return respond(std::move(*known));
        beast::get_lowest_layer(stream_).expires_never();
        plain_.reset();
        if (!streamed_->chunked() && !streamed_->is_done())
            if (const auto length = streamed_->content_length()) plain_ = *length;
        promise_due_ =
            headers::same(std::string(made.headers["Expect"]), "100-continue") && !body_done();
        incoming_ = std::make_shared<incoming_body>(
            [self = this->shared_from_this()] {
                asio::post(self->stream_.get_executor(), [self] { self->read_on(); });
            },
            shared_->closing.get_token());
        if (body_done()) incoming_->end();
        shared_->workers->post(
            [shared = shared_, made = std::move(made), body = body_reader(incoming_),
             out = exchange(std::make_shared<answer>(this->shared_from_this()))]() mutable {
                if (!shared->begin_work()) return;
                answered(out, [&] { shared->handle_streaming(std::move(made), body, out); });
                shared->end_work();
            });
    }
    void read_on() {
        if (!incoming_ || reading_) return;
        reading_ = true;
        expect_progress();
        if (!std::exchange(promise_due_, false)) return read_piece();
        asio::async_write(stream_, asio::buffer(go_on),
                          [self = this->shared_from_this()](error_code e, std::size_t) {
                              if (e) return self->lose_body(e);
                              self->read_piece();
                          });
    }
    bool body_done() const { return plain_ ? *plain_ == 0 : streamed_->is_done(); }
    void read_piece() {
        if (plain_) return read_plain();
        if (!incoming_) return lose_body({});
        make_room(piece_room);
        if (const error_code e =
                fill_piece(piece_, *streamed_, buffer_, shared_->options.header_limit))
            return lose_body(e);
        if (piece_.size > 0 || body_done()) return take_piece();
        buffer_.reserve(piece_room);
        stream_.async_read_some(buffer_.prepare(buffer_.capacity() - buffer_.size()),
                                [self = this->shared_from_this()](error_code e, std::size_t n) {
                                    if (e) return self->lose_body(e);
                                    self->buffer_.commit(n);
                                    self->read_piece();
                                });
    }
    void make_room(std::size_t room) {
        if (piece_.room < room)
            piece_ = incoming_ ? incoming_->spare(room)
                               : body_piece{std::make_unique_for_overwrite<char[]>(room), room, 0};
    }
    /// A body of a known length needs no parser, which would copy it: first what came with the
    /// head, then from the socket.
    void read_plain() {
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(*plain_, piece_room));
        make_room(most);
        const std::size_t ready = std::min(buffer_.size(), most);
        if (ready == 0) {
            stream_.async_read_some(asio::buffer(piece_.memory.get(), most),
                                    [self = this->shared_from_this()](error_code e, std::size_t n) {
                                        self->plain_read(e, n);
                                    });
            return;
        }
        asio::buffer_copy(asio::buffer(piece_.memory.get(), ready), buffer_.data());
        buffer_.consume(ready);
        plain_read({}, ready);
    }
    void plain_read(error_code e, std::size_t n) {
        if (e || !incoming_) return lose_body(e);
        piece_.size = n;
        *plain_ -= n;
        take_piece();
    }
    /// A body comes, in time: the deadline stands a little later than it has to, so that it need
    /// not be moved for every piece.
    void expect_progress() {
        expected_ = std::chrono::steady_clock::now();
        beast::get_lowest_layer(stream_).expires_at(expected_ + shared_->options.read_timeout +
                                                    slack());
        progress_ = 0;
    }
    void keep_expecting() {
        progress_ = 0;
        if (std::chrono::steady_clock::now() - expected_ >= slack()) expect_progress();
    }
    std::chrono::milliseconds slack() const {
        return std::chrono::milliseconds(shared_->options.read_timeout) / 8;
    }
    void take_piece() {
        if ((progress_ += piece_.size) >= slow_progress) keep_expecting();
        const bool more = piece_.size == 0 || incoming_->take(std::exchange(piece_, {}));
        const bool done = body_done();
        reading_ = more && !done;
        if (done) {
            incoming_->end();
            if (!plain_) buffer_.shrink_to_fit();
        }
        if (reading_) return read_piece();
        beast::get_lowest_layer(stream_).expires_never();
    }
    void lose_body(error_code e) {
        reading_ = false;
        if (!incoming_) return linger();  // it was answered meanwhile
        if (e == beast::error::timeout)
            incoming_->fail(
                http_error(http_failure::timed_out, "the client sends its request too slowly"));
        close();
    }
    /// Whoever is still sending hears the answer only if the connection ends gently: what comes is
    /// thrown away for a while.
    void linger() {
        if (reading_) return;  // comes back when that ends
        auto& lowest = beast::get_lowest_layer(stream_);
        error_code ignored;
        lowest.socket().shutdown(asio::socket_base::shutdown_send, ignored);
        lowest.expires_after(std::chrono::seconds(5));
        discard();
    }
    void discard() {
        make_room(piece_room);
        beast::get_lowest_layer(stream_).async_read_some(
            asio::buffer(piece_.memory.get(), piece_.room),
            [self = this->shared_from_this()](error_code e, std::size_t n) {
                if (e || (self->discarded_ += n) > 64 * 1024 * 1024) return self->close();
                self->discard();
            });
    }

    /// What cannot be read is answered where an answer makes sense, and the connection ends.
    void refuse(error_code e) {
        keep_alive_ = false;
        if (auto said = refusal_of(e, shared_->options)) return respond(std::move(*said));
        close();
    }

    // --- leaving HTTP

    void hand_out(const std::shared_ptr<std::promise<upgraded_connection>>& to, int status,
                  const headers& h) {
        const bool all_has_come = !incoming_ || body_done();
        if (encrypted || !all_has_come) {
            const char* const why =
                encrypted ? "a connection with TLS cannot be upgraded"
                          : "a connection cannot be upgraded before all of the request has come";
            to->set_exception(
                std::make_exception_ptr(core::status_error(core::reason::bad_request, why)));
            return respond({400, {}, status_body(core::reason::bad_request, 400, why)});
        }
        outgoing_ = upgrade_text(status, h);
        asio::async_write(
            stream_, asio::buffer(outgoing_),
            [self = this->shared_from_this(), to](error_code e, std::size_t) {
                if (!e) return to->set_value(self->leave_http());
                to->set_exception(std::make_exception_ptr(http_error(
                    http_failure::cut_off, "the client has gone before it was answered")));
                self->close();
            });
    }
    upgraded_connection leave_http() {
        end_incoming();
        error_code error;
        upgraded_connection made{
            core::owned_fd(beast::get_lowest_layer(stream_).socket().release(error)),
            beast::buffers_to_string(buffer_.data()), shared_->closing.get_token()};
        ::fcntl(made.socket.get(), F_SETFL, ::fcntl(made.socket.get(), F_GETFL) & ~O_NONBLOCK);
        return made;
    }

    // --- writing

    void post_response(response r) {
        asio::post(stream_.get_executor(),
                   [self = this->shared_from_this(), r = std::move(r)]() mutable {
                       self->respond(std::move(r));
                   });
    }
    /// A request that has not come as a whole is the last one.
    void end_body() {
        if (!incoming_ || body_done()) return;
        keep_alive_ = false;
        lingers_ = true;
    }
    void respond(response r) {
        end_body();
        outgoing_ = head_text(r.status, r.headers, keep_alive_, r.body.size());
        if (!head_) outgoing_ += r.body;
        const std::size_t sent =
            encrypted ? 0 : send_at_once(beast::get_lowest_layer(stream_).socket(), outgoing_);
        if (sent == outgoing_.size()) return next({});
        beast::get_lowest_layer(stream_).expires_after(shared_->options.read_timeout);
        asio::async_write(
            stream_, asio::buffer(outgoing_) + sent,
            [self = this->shared_from_this()](error_code e, std::size_t) { self->next(e); });
    }
    void next(error_code e) {
        outgoing_ = std::string();
        if (e) return close();
        end_incoming();
        if (!reading_) piece_ = {};
        if (lingers_) return linger();
        if (!keep_alive_) return close();
        read();
    }
    void end_incoming() {
        if (const auto body = std::exchange(incoming_, nullptr))
            body->fail(http_error(http_failure::cut_off,
                                  "the client has gone before all of its request had come"));
    }

    void begin_stream(const std::shared_ptr<outgoing_body>& body, int status, headers h) {
        end_body();
        streaming_ = body;
        body->left = length_in(h);
        outgoing_ = head_text(status, h, keep_alive_, std::nullopt);
        body->writing = true;
        body->begun = true;
        watch_for_end();
        send(body, asio::buffer(outgoing_));
    }
    /// A client that has ended its side is gone: nobody half-closes a watch and goes on reading.
    void watch_for_end() {
        auto& lowest = beast::get_lowest_layer(stream_);
        lowest.socket().async_wait(
            asio::socket_base::wait_read,
            [self = this->shared_from_this(),
             body = std::weak_ptr<outgoing_body>(streaming_)](error_code e) {
                const auto still = body.lock();
                if (e || !still || self->streaming_ != still) return;
                char byte = 0;
                error_code peeked;
                auto& socket = beast::get_lowest_layer(self->stream_).socket();
                socket.non_blocking(true, peeked);
                const std::size_t n =
                    socket.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, peeked);
                // With TLS the end comes as a record; a client sends nothing else while it watches.
                if (peeked != asio::error::would_block && (n == 0 || (encrypted && !still->left)))
                    self->close();
            });
    }
    void drain(const std::shared_ptr<outgoing_body>& body) {
        if (!body->begun || body->writing || streaming_ != body) return;
        outgoing_body::batch next = body->next();
        if (next.broken) return close();
        if (next.piece) {
            piece_out_ = std::move(next.piece);
            return send(body, asio::buffer(*piece_out_));
        }
        outgoing_ = std::move(next.text);
        last_ = next.last;
        if (!outgoing_.empty()) return send(body, asio::buffer(outgoing_));
        if (last_) finish(body);
    }
    void send(const std::shared_ptr<outgoing_body>& body, asio::const_buffer what) {
        body->writing = true;
        // Of a known length: a client that does not take it keeps somebody waiting. Others may have
        // nothing to say for long.
        if (body->left)
            beast::get_lowest_layer(stream_).expires_after(shared_->options.read_timeout);
        asio::async_write(stream_, what,
                          [self = this->shared_from_this(), body](error_code e, std::size_t) {
                              self->written(body, e);
                          });
    }
    void written(const std::shared_ptr<outgoing_body>& body, error_code e) {
        body->writing = false;
        outgoing_ = std::string();
        piece_out_.reset();
        body->sent();
        if (e) return close();
        if (last_) return finish(body);
        drain(body);
    }
    void finish(const std::shared_ptr<outgoing_body>& body) {
        last_ = false;
        streaming_.reset();
        body->gone();
        error_code ignored;
        if (!reading_) beast::get_lowest_layer(stream_).socket().cancel(ignored);
        next({});
    }

    void close() {
        if (const auto body = std::exchange(streaming_, nullptr)) body->gone();
        end_incoming();
        error_code ignored;
        beast::get_lowest_layer(stream_).socket().shutdown(asio::socket_base::shutdown_both,
                                                           ignored);
        beast::get_lowest_layer(stream_).close();
    }

    Stream stream_;
    std::shared_ptr<connection_environment> shared_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::request_parser<http::buffer_body>> streamed_;
    std::optional<identity> client_;
    std::string outgoing_;
    std::shared_ptr<outgoing_body> streaming_;
    bytes piece_out_;  ///< of `streaming_`, on its way
    std::shared_ptr<incoming_body> incoming_;
    body_piece piece_;  ///< to be filled
    /// bytes that are still to come of a body of known length
    std::optional<std::uint64_t> plain_;
    /// when the deadline for the next part of a body was set
    std::chrono::steady_clock::time_point expected_{};
    std::size_t progress_ = 0, discarded_ = 0;  ///< bytes
    bool keep_alive_ = true, head_ = false, last_ = false;
    bool promise_due_ = false, reading_ = false, lingers_ = false;
};

}  // namespace slipway::net::detail
