// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/interrupt.h"

#include "app/cli/exitcode.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace evenhand::cli {

// A signal handler may do little more than this: count, and write into a pipe that the event loop reads.
static std::array<int, 2> pipeEnds = {-1, -1};
static volatile std::sig_atomic_t received = 0;

extern "C" {
static void handleSignal(int signal)
{
    if (received && signal == SIGHUP)
        return; // a terminal that closes may say so more than once
    if (received)
        _exit(InterruptedByUser);
    received = 1;
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
}
}

// As under nohup.
static bool isIgnored(int signal)
{
    struct sigaction action = {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM})
        sigaction(signal, &action, nullptr);
    if (!isIgnored(SIGHUP))
        sigaction(SIGHUP, &action, nullptr);
}

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // no descriptor is left: signals keep their default, which ends the process
    auto *notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Interrupt::read);
    setHandler(handleSignal);
}

Interrupt::~Interrupt()
{
    setHandler(SIG_DFL);
    for (const int end : pipeEnds) {
        if (end >= 0)
            ::close(end);
    }
}

void Interrupt::read()
{
    char byte = 0;
    if (::read(pipeEnds[0], &byte, 1) != 1)
        return;
    m_requested = true;
    emit requested();
}

} // namespace evenhand::cli
