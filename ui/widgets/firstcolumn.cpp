// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/firstcolumn.h"

#include "ui/shell/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

namespace evenhand {

FirstColumn::FirstColumn(TableView *table)
    : TableView(table)
    , m_table(table)
{
    setModel(table->model());
    setAccessibleName(table->accessibleName());
    setFocusPolicy(Qt::NoFocus);
    setSelectionMode(NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionsClickable(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    connect(table->header(), &QHeaderView::sectionResized, this, &FirstColumn::place);
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, table->verticalScrollBar(), &QScrollBar::setValue);
    connect(table->horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    table->viewport()->installEventFilter(this);
    place();
}

bool FirstColumn::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        place();
    return TableView::eventFilter(watched, event);
}

// As wide as the column, which is the only one in sight; as high as the table without its scroll bar.
void FirstColumn::place()
{
    const int width = m_table->header()->sectionSize(0);
    header()->resizeSection(0, width);
    const QRect all = m_table->header()->geometry().united(m_table->viewport()->geometry());
    setGeometry(QStyle::visualRect(layoutDirection(), all, {all.left(), all.top(), width, all.height()}));
}

void FirstColumn::paintEvent(QPaintEvent *event)
{
    TableView::paintEvent(event);
    if (m_table->horizontalScrollBar()->value() == 0 || !model())
        return;
    QPainter painter(viewport());
    painter.fillRect(isRightToLeft() ? 0 : viewport()->width() - 1, 0, 1, viewport()->height(), Theme::colors().line);
}

} // namespace evenhand
