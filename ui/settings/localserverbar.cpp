// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/localserverbar.h"

#include "app/core/channel.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QMenu>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

static QString namesOf(const QList<Channel> &candidates)
{
    QStringList names;
    for (const Channel &candidate : candidates)
        names.append(candidate.name);
    return names.join(LocalServerBar::tr(" or "));
}

LocalServerBar::LocalServerBar(LocalServers &servers, QWidget *parent)
    : QWidget(parent)
    , m_servers(servers)
    , m_text(sentenceLabel({}, QPalette::WindowText, this))
    , m_first(new QPushButton(this))
    , m_second(new QPushButton(this))
    , m_close(iconButton(u"window-close"_s, tr("Not now"), this))
    , m_choices(new QMenu(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Midlight);
    m_first->setAutoDefault(false);
    m_second->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(Theme::edge, Theme::step, Theme::step, Theme::step);
    row->setSpacing(Theme::step);
    row->addWidget(m_text, 1);
    row->addWidget(m_first);
    row->addWidget(m_second);
    row->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(new Rule(Qt::Horizontal, this));
    hide();

    connect(m_first, &QPushButton::clicked, this, [this] { m_onFirst(); });
    connect(m_second, &QPushButton::clicked, this, [this] { m_onSecond(); });
    connect(m_close, &QToolButton::clicked, this, &LocalServerBar::showNext);
    connect(&m_servers, &LocalServers::found, this, &LocalServerBar::enqueue);
    connect(&m_servers, &LocalServers::added, this, &LocalServerBar::showAdded);
    connect(&m_servers, &LocalServers::failed, this, &LocalServerBar::showFailed);
    m_patience.setSingleShot(true);
    m_patience.setInterval(500ms);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { m_text->setText(tr("Asking %1 for its models…").arg(originText(m_queue.first().origin))); });
}

QString LocalServerBar::text() const
{
    return m_text->text();
}

void LocalServerBar::enqueue(const LocalServer &server)
{
    m_queue.append(server);
    if (m_queue.size() == 1)
        offer();
}

void LocalServerBar::showNext()
{
    m_queue.removeFirst();
    if (m_queue.isEmpty())
        hide();
    else
        offer();
}

void LocalServerBar::offer()
{
    const LocalServer &server = m_queue.first();
    present(tr("A server listens at %1, where %2 usually does. Add it as a channel? Nothing has been sent to it.")
                .arg(originText(server.origin), namesOf(server.candidates)),
            tr("Add channel"), tr("Don't ask again"));
    m_onSecond = [this] { decline(); };
    if (server.candidates.size() == 1) {
        m_onFirst = [this, candidate = server.candidates.first()] { add(candidate); };
        return;
    }
    m_choices->clear();
    for (const Channel &candidate : server.candidates)
        m_choices->addAction(candidate.name, this, [this, candidate] { add(candidate); });
    m_onFirst = [this] { m_choices->popup(m_first->mapToGlobal(m_first->rect().bottomLeft())); };
}

void LocalServerBar::add(const Channel &candidate)
{
    m_first->setEnabled(false);
    m_second->setEnabled(false);
    m_close->setEnabled(false);
    m_patience.start();
    m_servers.add(candidate);
}

void LocalServerBar::showAdded(const Channel &channel, const QList<ModelInfo> &models)
{
    present(
        tr("“%1” was added with %2.").arg(channel.name, Format::counted(models.size(), tr("1 model"), tr("%1 models"))),
        models.isEmpty() ? QString() : tr("Add targets…"), {});
    m_onFirst = [this, channel, models] {
        showNext();
        emit targetsRequested(channel, models);
    };
    emit added(channel);
}

void LocalServerBar::showFailed(const Channel &candidate, const Error &error)
{
    present(tr("It was not added: %1").arg(error.message), tr("Try again"), tr("Fill in the form…"));
    m_onFirst = [this, candidate] { add(candidate); };
    m_onSecond = [this, candidate] {
        showNext();
        emit formRequested(candidate);
    };
}

void LocalServerBar::decline()
{
    if (const Result<void> declined = m_servers.decline(m_queue.first().origin); declined)
        showNext();
    else
        m_text->setText(tr("That could not be kept: %1").arg(declined.error().message));
}

void LocalServerBar::present(const QString &text, const QString &first, const QString &second)
{
    m_patience.stop();
    m_text->setText(text);
    for (const auto &[button, name] : {std::pair(m_first, first), std::pair(m_second, second)}) {
        button->setText(name);
        button->setVisible(!name.isEmpty());
        button->setEnabled(true);
    }
    m_close->setEnabled(true);
    setAccessibleName(text);
    setVisible(true);
}

} // namespace evenhand
