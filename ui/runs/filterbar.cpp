// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/filterbar.h"

#include "ui/models/format.h"
#include "ui/models/gridmodel.h"
#include "ui/runs/columnsmenu.h"
#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

using Show = GridFilter::Show;

FilterBar::FilterBar(GridModel &model, GridFilter &filter, ColumnsMenu &columns, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(filter)
    , m_columns(columns)
    , m_chips(new QButtonGroup(this))
    , m_classes(new QComboBox)
    , m_columnsButton(new QPushButton)
    , m_text(new QLineEdit)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    layout->setSpacing(Theme::step);
    addChip(Show::All, tr("All cases"));
    addChip(Show::Failed, {});
    addChip(Show::Different, tr("Cases whose answers differ in more than white space"));
    addChip(Show::Slow, tr("Cases with one of the slowest tenth of the answers"));
    addChip(Show::Dear, tr("Cases with one of the dearest tenth of the answers"));
    layout->addStretch();
    m_classes->setAccessibleName(tr("Task class"));
    m_text->setPlaceholderText(tr("Find in cases and answers"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(Theme::contextWidth);
    layout->addWidget(m_classes);
    addColumns();
    layout->addWidget(m_text, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(m_text, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] { m_filter.setText(m_text->text()); });
    connect(m_chips, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            m_filter.show(Show(id));
    });
    connect(m_classes, &QComboBox::activated, this,
            [this](int index) { m_filter.setTaskClass(index == 0 ? QString() : m_classes->itemText(index)); });
    connect(&model, &GridModel::figuresChanged, this, &FilterBar::refresh);
    m_chips->button(int(Show::All))->setChecked(true);
}

void FilterBar::addChip(Show show, const QString &tip)
{
    auto *chip = new QPushButton(nameOf(show));
    chip->setCheckable(true);
    chip->setAutoDefault(false);
    chip->setToolTip(tip);
    m_chips->addButton(chip, int(show));
    layout()->addWidget(chip);
}

void FilterBar::addColumns()
{
    m_columnsButton->setAutoDefault(false);
    m_columnsButton->setMenu(&m_columns);
    layout()->addWidget(m_columnsButton);
    connect(&m_columns, &ColumnsMenu::changed, this, [this] {
        const qsizetype hidden = m_columns.hidden().size();
        m_columnsButton->setText(hidden == 0 ? tr("Columns") : tr("Columns, %1 hidden").arg(Format::count(hidden)));
    });
}

// The two kinds of failing are told apart.
QString FilterBar::failedTip() const
{
    qsizetype requests = 0;
    qsizetype answers = 0;
    for (const TargetFigures &figures : m_model.figures()) {
        requests += figures.failed;
        answers += figures.missed;
    }
    const QString text =
        tr("Cases in which something failed: %1, %2")
            .arg(Format::counted(requests, tr("1 request"), tr("%1 requests")),
                 Format::counted(answers, tr("the checks of 1 answer"), tr("the checks of %1 answers")));
    return withShortcut(text, Qt::Key_F);
}

QString FilterBar::nameOf(Show show)
{
    switch (show) {
    case Show::All:
        return tr("All");
    case Show::Failed:
        return tr("Failed");
    case Show::Different:
        return tr("Different");
    case Show::Slow:
        return tr("Slow");
    case Show::Dear:
        return tr("Dear");
    }
    Q_UNREACHABLE_RETURN({});
}

void FilterBar::reset()
{
    const QStringList classes = m_model.taskClasses();
    m_classes->clear();
    m_classes->addItems(QStringList{tr("All task classes")} + classes);
    m_classes->setVisible(!classes.isEmpty());
    m_filter.setTaskClass({});
    m_text->clear();
    m_filter.setText({});
    m_chips->button(int(Show::All))->setChecked(true);
    refresh();
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FilterBar::refresh()
{
    for (const Show show : {Show::All, Show::Failed, Show::Different, Show::Slow, Show::Dear}) {
        const int count = m_filter.count(show);
        QAbstractButton *chip = m_chips->button(int(show));
        chip->setText(u"%1 %2"_s.arg(nameOf(show), Format::count(count)));
        chip->setEnabled(count > 0 || show == Show::All || chip->isChecked());
    }
    m_chips->button(int(Show::Failed))->setToolTip(failedTip());
}

} // namespace evenhand
