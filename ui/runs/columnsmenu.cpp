// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/columnsmenu.h"

#include "app/store/statestore.h"
#include "app/store/workspace.h"
#include "ui/models/format.h"

#include <QJsonArray>
#include <QKeyEvent>
#include <QMouseEvent>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

const QString stateKey =
    u"runs"_s; // {"without": figures of the second line that are not shown, "hidden": {run: [target]}}
constexpr qsizetype longestName = 60;

constexpr std::array figures{std::pair("time", &SecondLine::time), std::pair("tokens", &SecondLine::tokens),
                             std::pair("cost", &SecondLine::cost)};

QString nameOf(int position, const RunTarget &target)
{
    QString name = u"%1  %2 · %3"_s.arg(targetLetter(position), target.target.model, target.channel.name);
    if (name.size() > longestName)
        name = name.first(longestName / 2) + u'…' + name.last(longestName / 2);
    return name.replace(u'&', u"&&"_s);
}

} // namespace

ColumnsMenu::ColumnsMenu(Workspace &workspace, QWidget *parent)
    : QMenu(parent)
    , m_workspace(workspace)
{
    load();
}

void ColumnsMenu::setRun(const RunSpec &spec)
{
    m_run = spec.id;
    m_hidden = m_hiddenOfRuns.value(spec.id);
    if (m_hidden.size() >= spec.targets.size())
        m_hidden.clear();
    build(spec);
    refresh();
    emit changed();
}

void ColumnsMenu::build(const RunSpec &spec)
{
    clear();
    m_targets.clear();
    addSection(tr("Targets"));
    for (int i = 0; i < int(spec.targets.size()); ++i) {
        QAction *action = addAction(nameOf(i, spec.targets.at(i)));
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this, i](bool on) {
            if (on)
                m_hidden.remove(i);
            else
                m_hidden.insert(i);
            save();
        });
        m_targets.append(action);
    }
    m_all = addAction(tr("Show all targets"));
    connect(m_all, &QAction::triggered, this, [this] {
        m_hidden.clear();
        save();
    });
    addSection(tr("Second line of a cell"));
    addFigure(tr("Time to the first token"), &SecondLine::time);
    addFigure(tr("Tokens of the answer"), &SecondLine::tokens);
    addFigure(tr("Cost"), &SecondLine::cost);
}

void ColumnsMenu::addFigure(const QString &text, bool SecondLine::*figure)
{
    QAction *action = addAction(text);
    action->setCheckable(true);
    action->setChecked(m_secondLine.*figure);
    connect(action, &QAction::toggled, this, [this, figure](bool on) {
        m_secondLine.*figure = on;
        save();
    });
}

// The last target that is shown stays.
void ColumnsMenu::refresh()
{
    for (int i = 0; i < int(m_targets.size()); ++i) {
        const QSignalBlocker quiet(m_targets.at(i));
        const bool shown = !m_hidden.contains(i);
        m_targets.at(i)->setChecked(shown);
        m_targets.at(i)->setEnabled(!shown || m_hidden.size() + 1 < m_targets.size());
    }
    m_all->setEnabled(!m_hidden.isEmpty());
}

void ColumnsMenu::load()
{
    const QJsonObject state = StateStore::load(m_workspace.reader(), stateKey).value_or(QJsonObject());
    const QJsonArray without = state.value(u"without"_s).toArray();
    for (const auto &[name, figure] : figures)
        m_secondLine.*figure = !without.contains(QLatin1StringView(name));
    const QJsonObject hidden = state.value(u"hidden"_s).toObject();
    for (auto it = hidden.begin(); it != hidden.end(); ++it) {
        const QJsonArray targets = it.value().toArray();
        for (const QJsonValue target : targets)
            m_hiddenOfRuns[RunId::fromString(it.key())].insert(target.toInt());
    }
}

void ColumnsMenu::save()
{
    refresh();
    emit changed();
    if (m_hidden.isEmpty())
        m_hiddenOfRuns.remove(m_run);
    else
        m_hiddenOfRuns.insert(m_run, m_hidden);
    if (m_workspace.isReadOnly())
        return;
    QJsonArray without;
    for (const auto &[name, figure] : figures) {
        if (!(m_secondLine.*figure))
            without.append(QLatin1StringView(name));
    }
    QJsonObject hidden;
    for (const auto &[run, targets] : m_hiddenOfRuns.asKeyValueRange()) {
        QJsonArray places;
        for (const int target : targets)
            places.append(target);
        hidden.insert(run.toString(), places);
    }
    m_workspace.post([state = QJsonObject{{u"without"_s, without}, {u"hidden"_s, hidden}}](Database &db) {
        return StateStore::save(db, stateKey, state);
    });
}

// ---- Stays open ----------------------------------------------------------------------------------------------

bool ColumnsMenu::toggle(QAction *action)
{
    if (!action || !action->isCheckable())
        return false;
    if (action->isEnabled())
        action->toggle();
    return true;
}

void ColumnsMenu::mouseReleaseEvent(QMouseEvent *event)
{
    if (!toggle(actionAt(event->position().toPoint())))
        QMenu::mouseReleaseEvent(event);
}

void ColumnsMenu::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || !toggle(activeAction()))
        QMenu::keyPressEvent(event);
}

} // namespace evenhand
