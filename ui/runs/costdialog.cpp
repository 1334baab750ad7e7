// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/costdialog.h"

#include "app/service/pricing.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString headOf(const Cell &cell, const Attempt &attempt, qsizetype cells)
{
    const QString number =
        CostDialog::tr("Attempt %1, %2").arg(Format::count(attempt.number), Format::state(attempt.state));
    return cells == 1 ? number : CostDialog::tr("Repeat %1 · %2").arg(Format::count(cell.repeat + 1), number);
}

QStringList linesOf(Database &db, const Attempt &attempt)
{
    if (!attempt.cost)
        return {CostDialog::tr("No cost was computed: it brought no usage, or prices were not known to this version.")};
    const Result<QStringList> why = whyThisCost(db, *attempt.cost, attempt.usage());
    return why ? *why : QStringList{why.error().message};
}

} // namespace

QString costText(Database &db, const QList<Cell> &cells)
{
    QStringList parts;
    for (const Cell &cell : cells) {
        for (const Attempt &attempt : cell.attempts) {
            QString part = headOf(cell, attempt, cells.size());
            for (const QString &line : linesOf(db, attempt))
                part += u"\n    "_s + line;
            parts.append(part);
        }
    }
    return parts.isEmpty() ? CostDialog::tr("Nothing was sent yet.") : parts.join(u"\n\n"_s);
}

CostDialog::CostDialog(const QString &title, const QString &text, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Why this cost"));
    resize(640, 420);
    auto *view = new QPlainTextEdit(text);
    view->setReadOnly(true);
    view->setAccessibleName(title);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(textLabel(title, Theme::Face::Strong));
    layout->addWidget(view);
    layout->addWidget(buttons);
}

} // namespace evenhand
