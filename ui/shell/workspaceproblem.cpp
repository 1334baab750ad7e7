// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/workspaceproblem.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString headline(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InUse:
        return WorkspaceProblem::tr("This workspace is open elsewhere");
    case ErrorCode::Incompatible:
        return WorkspaceProblem::tr("This file cannot be opened by this version");
    case ErrorCode::NotFound:
        return WorkspaceProblem::tr("There is no such workspace");
    default:
        return WorkspaceProblem::tr("The workspace could not be opened");
    }
}

} // namespace

WorkspaceProblem::WorkspaceProblem(const QString &path, const Error &error, bool hasWindow, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Evenhand"));
    setMinimumWidth(72 * fontMetrics().averageCharWidth());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, Theme::edge);
    layout->setSpacing(Theme::step);
    QLabel *head = textLabel(headline(error.code), Theme::Face::Title);
    layout->addWidget(head);
    auto *file = new ElidedLabel(Qt::ElideMiddle);
    file->setForegroundRole(Theme::dimRole);
    file->setText(QDir::toNativeSeparators(path));
    layout->addWidget(file);
    layout->addSpacing(Theme::step);
    layout->addWidget(sentenceLabel(error.message));
    layout->addSpacing(Theme::edge);
    layout->addStretch();

    auto *buttons = new QHBoxLayout;
    const auto add = [&](const QString &text, auto &&what) {
        auto *button = new QPushButton(text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, what] {
            accept();
            what();
        });
        buttons->addWidget(button);
        return button;
    };
    auto *leave = new QPushButton(hasWindow ? tr("Back") : tr("Quit"));
    leave->setAutoDefault(false);
    connect(leave, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(leave);
    buttons->addStretch();
    add(tr("New workspace…"), [this] { emit newRequested(); });
    QPushButton *open = add(tr("Open another…"), [this] { emit openRequested(); });
    const bool readable = error.code == ErrorCode::InUse || (error.code == ErrorCode::Io && QFileInfo::exists(path));
    QPushButton *best = readable ? add(tr("Open read-only"), [this] { emit readOnlyRequested(); }) : open;
    best->setDefault(true);
    best->setFocus();
    layout->addLayout(buttons);
    setAccessibleDescription(error.message);
}

} // namespace evenhand
