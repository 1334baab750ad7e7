// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/statusline.h"

#include "ui/models/costformat.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QPainter>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

ElidedLabel *quietLabel()
{
    auto *label = new ElidedLabel(Qt::ElideMiddle);
    label->setFont(Theme::font(Theme::Face::Small));
    label->setForegroundRole(Theme::dimRole);
    return label;
}

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent)
    , m_workspace(quietLabel())
    , m_running(textLabel({}, Theme::Face::Small, Theme::dimRole))
    , m_cost(textLabel({}, Theme::Face::Small, Theme::dimRole))
    , m_network(quietLabel())
{
    setFixedHeight(std::max(Theme::statusHeight, m_running->fontMetrics().height() + Theme::step));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 1, 14, 0);
    layout->setSpacing(18);
    layout->addWidget(m_workspace);
    layout->addWidget(m_running);
    layout->addStretch(1);
    layout->addWidget(m_cost);
    layout->addWidget(m_network);
    setRunning(0);
    setOrigins({});
    setCost(SpendingSum());
}

void StatusLine::setWorkspace(const QString &name, const QString &path, bool readOnly)
{
    m_workspace->setText(readOnly ? tr("Workspace: %1, read-only").arg(name) : tr("Workspace: %1").arg(name));
    m_workspace->setToolTip(Format::toolTip(path));
}

void StatusLine::setRunning(int cells)
{
    m_running->setText(cells == 0 ? tr("nothing under way")
                                  : Format::counted(cells, tr("1 answer under way"), tr("%1 answers under way")));
}

void StatusLine::setCost(const std::optional<SpendingSum> &month)
{
    m_cost->setText(month ? tr("this month %1").arg(Format::spent(*month)) : tr("this month: cost cannot be read"));
    m_cost->setToolTip(tr("What requests of this month have cost, by the price book. Months begin at midnight UTC."));
}

void StatusLine::setOrigins(const QStringList &origins)
{
    QStringList hosts;
    for (const QString &origin : origins) {
        const QUrl url(origin);
        hosts.append(url.port() < 0 ? url.host() : u"%1:%2"_s.arg(url.host()).arg(url.port()));
    }
    hosts.removeDuplicates();
    m_network->setText(hosts.isEmpty() ? tr("no network") : tr("network: %1").arg(hosts.join(u", "_s)));
}

QString StatusLine::text() const
{
    return QStringList{m_workspace->text(), m_running->text(), m_cost->text(), m_network->text()}.join(u" | "_s);
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colors().sunk);
    painter.fillRect(QRect(0, 0, width(), 1), Theme::colors().line);
}

} // namespace evenhand
