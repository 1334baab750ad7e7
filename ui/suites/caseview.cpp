// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/suites/caseview.h"

#include "ui/models/suitemodel.h"
#include "ui/shell/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace evenhand {

CaseView::CaseView(SuiteModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Cases"));
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultSectionSize(fontMetrics().averageCharWidth() * 24);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * Theme::step);
}

QList<int> CaseView::selectedRows() const
{
    QSet<int> rows;
    for (const QModelIndex &cell : selectionModel()->selectedIndexes())
        rows.insert(cell.row());
    return QList<int>(rows.begin(), rows.end());
}

void CaseView::addCase()
{
    const int row = currentIndex().isValid() ? currentIndex().row() + 1 : m_model.rowCount();
    const int column = std::max(0, currentIndex().column());
    m_model.addCase(row);
    setCurrentIndex(m_model.index(row, column));
    setFocus();
}

void CaseView::removeCases()
{
    const QModelIndex current = currentIndex();
    m_model.removeCases(selectedRows());
    setCurrentIndex(m_model.index(std::min(current.row(), m_model.rowCount() - 1), current.column()));
}

void CaseView::moveCases(int by)
{
    const QModelIndex current = currentIndex();
    const QList<int> rows = selectedRows();
    m_model.moveCases(rows, by);
    for (const int row : rows)
        selectionModel()->select(m_model.index(row + by, current.column()), QItemSelectionModel::Select);
    selectionModel()->setCurrentIndex(m_model.index(current.row() + by, current.column()), QItemSelectionModel::Select);
}

void CaseView::copy()
{
    if (selectionModel()->hasSelection())
        QGuiApplication::clipboard()->setText(m_model.copied(selectionModel()->selectedIndexes()));
}

void CaseView::paste()
{
    const QModelIndex current = currentIndex();
    m_model.paste(current, QGuiApplication::clipboard()->text());
    setCurrentIndex(m_model.index(std::max(0, current.row()), std::max(0, current.column())));
}

void CaseView::keyPressEvent(QKeyEvent *event)
{
    const bool isAlt = event->modifiers() == Qt::AltModifier;
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::Cut)) {
        copy();
        m_model.clear(selectionModel()->selectedIndexes());
    } else if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->matches(QKeySequence::Delete)) {
        m_model.clear(selectionModel()->selectedIndexes());
    } else if (event->key() == Qt::Key_Return && event->modifiers() == Qt::ControlModifier) {
        addCase();
    } else if (isAlt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        moveCases(event->key() == Qt::Key_Up ? -1 : 1);
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

} // namespace evenhand
