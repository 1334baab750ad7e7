// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/streamingwindow.h"

#include "app/store/channelstore.h"
#include "tests/bench/timingrounds.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/paneboard.h"
#include "ui/models/lineupmodel.h"
#include "ui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace evenhand {

Result<std::unique_ptr<StreamingWindow>> StreamingWindow::open(const PacedServer &server, const QString &pluginFolder,
                                                               int panes)
{
    std::unique_ptr<StreamingWindow> result(new StreamingWindow);
    Result<std::unique_ptr<Session>> session =
        Session::open({.workspace = result->m_folder.filePath(u"bench.evenhand"_s),
                       .approvedPluginFolder = pluginFolder,
                       .retry = {}});
    if (!session)
        return std::unexpected(session.error());
    result->m_session = std::move(*session);
    return result->send(server, panes).transform([&] { return std::move(result); });
}

StreamingWindow::~StreamingWindow() = default;

Result<void> StreamingWindow::send(const PacedServer &server, int panes)
{
    const Channel channel = benchChannel(u"Streams"_s, server);
    const Result<void> saved =
        m_session->workspace().write([&](Database &db) { return ChannelStore::save(db, channel); });
    if (!saved)
        return saved;
    Lineup lineup;
    for (int i = 0; i < panes; ++i) {
        lineup.targets.append(
            {.id = TargetId::create(), .channel = channel.id, .model = u"bench-%1"_s.arg(i), .parameters = {}});
    }
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->resize(1920, 1080);
    m_window->show();
    ComparePage *page = m_window->comparePage();
    page->lineup()->setLineup(lineup);
    page->composer()->setPrompt({.user = u"Stream."_s});
    page->composer()->send();
    qApp->installEventFilter(this);

    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [this, panes] {
        if (streaming() == panes)
            QCoreApplication::exit();
    });
    timer.start(std::chrono::milliseconds(50));
    QTimer::singleShot(std::chrono::seconds(20), &timer, [] { QCoreApplication::exit(); });
    QCoreApplication::exec();
    if (streaming() == panes)
        return {};
    return std::unexpected(Error{.code = ErrorCode::Timeout, .message = u"The panes do not stream."_s, .detail = {}});
}

QList<Cell> StreamingWindow::cells() const
{
    QList<Cell> cells;
    for (const AnswerPane *pane : m_window->comparePage()->board()->panes()) {
        if (const std::shared_ptr<CellModel> model = pane->current())
            cells.append(model->cell());
    }
    return cells;
}

int StreamingWindow::streaming() const
{
    return int(std::ranges::count(cells(), LaneState::Streaming, &Cell::state));
}

qint64 StreamingWindow::characters() const
{
    qint64 sum = 0;
    for (const Cell &cell : cells()) {
        if (const Attempt *attempt = cell.last())
            sum += attempt->answer.text.size() + attempt->answer.reasoning.size();
    }
    return sum;
}

bool StreamingWindow::eventFilter(QObject *watched, QEvent *event)
{
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::Paint && widget && m_window && m_window->comparePage()->board()->isAncestorOf(widget))
        ++m_paints;
    return QObject::eventFilter(watched, event);
}

} // namespace evenhand
