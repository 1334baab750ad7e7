// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/burstserver.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace evenhand {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::string_view lastChunk = "0\r\n\r\n";

std::string chunk(std::string_view body)
{
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", body.size());
    return size.data() + std::string(body) + "\r\n";
}

std::string event(std::string_view choices, std::string_view more = {})
{
    return chunk(std::string(R"(data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1700000000,)"
                             R"("model":"bench-model-2026-01-01","system_fingerprint":"fp_bench","choices":)")
                 + std::string(choices) + std::string(more) + "}\n\n");
}

const std::string &answer()
{
    static const std::string whole = [] {
        std::string text = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 50; ++i)
            text += event(R"([{"index":0,"delta":{"content":"Twelve words, more or less, that an answer has. "},)"
                          R"("logprobs":null,"finish_reason":null}])");
        text += event(R"([{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}])");
        text += event("[]", R"(,"usage":{"prompt_tokens":60,"completion_tokens":600,"total_tokens":660})");
        text += chunk("data: [DONE]\n\n");
        return text += lastChunk;
    }();
    return whole;
}

void watch(int poll, int file)
{
    epoll_event wanted{.events = EPOLLIN, .data = {.fd = file}};
    epoll_ctl(poll, EPOLL_CTL_ADD, file, &wanted);
}

void sendAll(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes.remove_prefix(std::size_t(sent));
    }
}

int tcpSocket()
{
    const int made = socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return made;
}

// Whether a whole request is at the beginning of the buffer, which loses it then.
bool takeRequest(std::string &buffer)
{
    const std::size_t headEnd = buffer.find("\r\n\r\n");
    if (headEnd == std::string::npos)
        return false;
    std::string head = buffer.substr(0, headEnd);
    std::ranges::transform(head, head.begin(), [](unsigned char c) { return std::tolower(c); });
    static constexpr std::string_view name = "content-length:";
    const std::size_t at = head.find(name);
    const std::size_t length = at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
    if (buffer.size() < headEnd + 4 + length)
        return false;
    buffer.erase(0, headEnd + 4 + length);
    return true;
}

class Loop
{
public:
    Loop(int listener, milliseconds delay, std::int64_t *answered)
        : m_listener(listener)
        , m_delay(delay)
        , m_answered(answered)
        , m_poll(epoll_create1(0))
    {
        watch(m_poll, listener);
    }

    [[noreturn]] void run()
    {
        std::array<epoll_event, 256> events{};
        for (;;) {
            const int count = epoll_wait(m_poll, events.data(), int(events.size()), timeout());
            for (int i = 0; i < count; ++i)
                handle(events[std::size_t(i)].data.fd);
            for (; !m_due.empty() && m_due.front().first <= Clock::now(); m_due.pop_front()) {
                ++*m_answered;
                sendAll(m_due.front().second, answer());
            }
        }
    }

private:
    int timeout() const
    {
        if (m_due.empty())
            return -1;
        const auto left = std::chrono::ceil<milliseconds>(m_due.front().first - Clock::now());
        return int(std::max<std::int64_t>(0, left.count()));
    }

    void handle(int file)
    {
        if (file == m_listener) {
            const int socket = accept4(m_listener, nullptr, nullptr, 0);
            const int on = 1;
            setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
            watch(m_poll, socket);
            return;
        }
        std::array<char, 65536> bytes{};
        const ssize_t size = read(file, bytes.data(), bytes.size());
        if (size <= 0) {
            m_buffers.erase(file);
            close(file);
            return;
        }
        std::string &buffer = m_buffers[file];
        buffer.append(bytes.data(), std::size_t(size));
        while (takeRequest(buffer))
            m_due.emplace_back(Clock::now() + m_delay, file);
    }

    int m_listener;
    milliseconds m_delay;
    std::int64_t *m_answered;
    int m_poll;
    std::unordered_map<int, std::string> m_buffers;
    std::deque<std::pair<Clock::time_point, int>> m_due;
};

} // namespace

std::optional<BurstServer> BurstServer::start(milliseconds delay)
{
    void *shared = mmap(nullptr, sizeof(std::int64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const int listener = tcpSocket();
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof(address);
    if (shared == MAP_FAILED || bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0
        || listen(listener, 1024) != 0 || getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return std::nullopt;
    BurstServer server;
    server.m_port = ntohs(address.sin_port);
    server.m_answered = static_cast<std::int64_t *>(shared);
    server.m_process = fork();
    if (server.m_process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        Loop(listener, delay, server.m_answered).run();
    }
    close(listener);
    return server.m_process < 0 ? std::nullopt : std::optional(std::move(server));
}

BurstServer::BurstServer(BurstServer &&other) noexcept
    : m_process(std::exchange(other.m_process, -1))
    , m_port(other.m_port)
    , m_answered(std::exchange(other.m_answered, nullptr))
{
}

BurstServer::~BurstServer()
{
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    if (m_answered)
        munmap(m_answered, sizeof(*m_answered));
}

std::int64_t BurstServer::answered() const
{
    return *m_answered;
}

double askRaw(int port, int requests, int atOnce)
{
    const std::string body(600, 'x');
    const std::string request = "POST /v1/chat/completions HTTP/1.1\r\nHost: bench\r\nContent-Length: "
                                + std::to_string(body.size()) + "\r\n\r\n" + body;
    const sockaddr_in address{.sin_family = AF_INET,
                              .sin_port = htons(std::uint16_t(port)),
                              .sin_addr = {htonl(INADDR_LOOPBACK)},
                              .sin_zero = {}};
    const auto began = Clock::now();
    const int poll = epoll_create1(0);
    std::unordered_map<int, std::size_t> read;
    std::vector<int> sockets;
    int sent = 0;
    for (; sent < std::min(requests, atOnce); ++sent) {
        sockets.push_back(tcpSocket());
        connect(sockets.back(), reinterpret_cast<const sockaddr *>(&address), sizeof(address));
        watch(poll, sockets.back());
        sendAll(sockets.back(), request);
    }
    std::array<epoll_event, 256> events{};
    std::array<char, 65536> bytes{};
    for (int ended = 0; ended < requests;) {
        const int count = epoll_wait(poll, events.data(), int(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int socket = events[std::size_t(i)].data.fd;
            std::size_t &size = read[socket];
            size += std::size_t(std::max<ssize_t>(0, ::read(socket, bytes.data(), bytes.size())));
            if (size < answer().size())
                continue;
            size = 0;
            ++ended;
            if (sent++ < requests)
                sendAll(socket, request);
        }
    }
    for (const int socket : sockets)
        close(socket);
    close(poll);
    return std::chrono::duration<double>(Clock::now() - began).count();
}

} // namespace evenhand
