// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/casechecks.h"

#include "app/core/target.h"
#include "ui/models/format.h"
#include "ui/widgets/firstcolumn.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintextview.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

enum class Verdict { None, Passed, Failed, Open };

constexpr int verdictRole = Qt::UserRole + 1;
constexpr int columnCharacters = 24;
constexpr int mostRows = 5; // before they scroll
constexpr int leastRows = 2;

QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

QString memberText(const QString &name, const QJsonValue &value)
{
    return value == QJsonValue(true) ? name : u"%1 %2"_s.arg(name, valueText(value));
}

// The value, with the other members after it: "number: 1428, tolerance 0.5".
QString checkText(const QJsonObject &check)
{
    QStringList members;
    for (auto it = check.begin(); it != check.end(); ++it) {
        if (it.key() == "value"_L1 || it.key() == "values"_L1)
            members.prepend(valueText(it.value()));
        else if (it.key() != "type"_L1)
            members.append(memberText(QString(it.key()).replace(u'_', u' '), it.value()));
    }
    const QString type = QString(check.value(u"type"_s).toString()).replace(u'-', u' ');
    return members.isEmpty() ? type : u"%1: %2"_s.arg(type, members.join(u", "_s));
}

Verdict verdictOf(const QList<CheckScore> &scores)
{
    if (scores.isEmpty())
        return Verdict::None;
    const CheckResults results = resultsOf(scores);
    return results.isFailed() ? Verdict::Failed : results.isPassed() ? Verdict::Passed : Verdict::Open;
}

QString verdictText(Verdict verdict, const QString &reasons)
{
    switch (verdict) {
    case Verdict::Passed:
        return CaseChecks::tr("✓ %1").arg(reasons);
    case Verdict::Failed:
        return CaseChecks::tr("✗ %1").arg(reasons);
    case Verdict::Open:
        return CaseChecks::tr("? %1").arg(reasons);
    case Verdict::None:
        break;
    }
    return CaseChecks::tr("not judged");
}

QColor inkOf(const QModelIndex &index)
{
    switch (Verdict(index.data(verdictRole).toInt())) {
    case Verdict::Passed:
        return Theme::colors().good;
    case Verdict::Failed:
        return Theme::colors().bad;
    case Verdict::Open:
        return Theme::colors().text;
    case Verdict::None:
        break;
    }
    return {};
}

} // namespace

CaseChecks::CaseChecks(QWidget *parent)
    : QWidget(parent)
    , m_referencePart(new QWidget)
    , m_reference(new PlainTextView(Theme::Face::Body))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_table->setModel(m_rows);
    m_table->setInk(&inkOf);
    m_table->setAccessibleName(tr("Checks"));
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    new FirstColumn(m_table);
    m_reference->setAccessibleName(tr("Reference"));
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_reference);
    auto *side = new QVBoxLayout(m_referencePart);
    side->setContentsMargins(Theme::edge, Theme::step, Theme::step, Theme::step);
    side->setSpacing(Theme::halfStep);
    side->addWidget(textLabel(tr("Reference"), Theme::Face::Small, Theme::dimRole));
    side->addWidget(scroll, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 3);
    layout->addWidget(new Rule(Qt::Vertical));
    layout->addWidget(m_referencePart, 1);
}

void CaseChecks::setCase(const SuiteCase &asked, int targets)
{
    m_rows->clear();
    QStringList heads{tr("Check")};
    for (int target = 0; target < targets; ++target)
        heads.append(targetLetter(target));
    m_rows->setHorizontalHeaderLabels(heads);
    for (const QJsonValue check : asked.checks) {
        const QString text = checkText(check.toObject());
        auto *item = new QStandardItem(text);
        item->setToolTip(Format::toolTip(text));
        m_rows->appendRow(item);
    }
    m_table->setColumnCharacters(QList<int>(targets, columnCharacters));
    for (int target = 0; target < targets; ++target)
        setScores(target, {});
    m_reference->setText(asked.reference);
    m_referencePart->setVisible(!asked.reference.isEmpty());
    m_table->setVisible(!asked.checks.isEmpty());
    setVisible(!asked.reference.isEmpty() || !asked.checks.isEmpty());
}

void CaseChecks::setScores(int target, const QList<CheckScore> &scores)
{
    for (int check = 0; check < m_rows->rowCount(); ++check) {
        QList<CheckScore> of;
        std::ranges::copy_if(scores, std::back_inserter(of),
                             [check](const CheckScore &score) { return score.check == check; });
        QStringList reasons;
        for (const CheckScore &score : of)
            reasons.append(score.reason);
        const Verdict verdict = verdictOf(of);
        const QString text = verdictText(verdict, reasons.join(u" · "_s));
        auto *item = new QStandardItem(text);
        item->setToolTip(Format::toolTip(text));
        item->setData(int(verdict), verdictRole);
        m_rows->setItem(check, target + 1, item);
    }
}

QSize CaseChecks::sizeHint() const
{
    const int row = fontMetrics().height() + 2 * Theme::step + 1;
    const int rows = std::clamp(m_rows->rowCount(), leastRows, mostRows);
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    return {QWidget::sizeHint().width(), m_table->header()->sizeHint().height() + rows * row + scrollBar + Theme::step};
}

QString CaseChecks::reference() const
{
    return m_referencePart->isHidden() ? QString() : m_reference->toPlainText();
}

QString CaseChecks::verdict(int check, int target) const
{
    return m_rows->index(check, target + 1).data().toString();
}

} // namespace evenhand
