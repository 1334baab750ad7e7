// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/historypanel.h"

#include "app/store/workspace.h"
#include "ui/compare/historydelegate.h"
#include "ui/models/historymodel.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace std::chrono_literals;

namespace evenhand {

HistoryPanel::HistoryPanel(HistoryModel &model, Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_workspace(workspace)
    , m_filter(new QLineEdit)
    , m_view(new QListView)
    , m_empty(sentenceLabel({}, Theme::dimRole))
{
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter conversations and runs"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(&model);
    m_view->setItemDelegate(new HistoryDelegate(m_view));
    m_view->setAccessibleName(tr("Conversations and runs"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setSelectionMode(QListView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setMouseTracking(true);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->installEventFilter(this);
    m_empty->setContentsMargins(14, Theme::step, 14, Theme::step);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(12, 0, 12, Theme::step);
    inset->addWidget(m_filter);
    layout->addLayout(inset);
    layout->addWidget(m_empty);
    layout->addWidget(m_view, 1);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &HistoryPanel::reload);
    connect(m_view, &QListView::clicked, this, &HistoryPanel::choose);
    connect(m_view, &QWidget::customContextMenuRequested, this, &HistoryPanel::openMenu);
}

void HistoryPanel::reload()
{
    const Result<void> loaded = m_model.load(m_workspace, m_filter->text().trimmed(), QDateTime::currentDateTimeUtc());
    if (!loaded)
        emit failed(loaded.error());
    m_empty->setText(m_filter->text().isEmpty() ? tr("What you send is kept here.")
                                                : tr("Nothing here contains these words."));
    m_empty->setVisible(m_model.isEmpty());
    setCurrent(m_conversation, m_run);
}

void HistoryPanel::setCurrent(ConversationId conversation, RunId run)
{
    m_conversation = conversation;
    m_run = run;
    const QModelIndex index = m_model.find(conversation, run);
    m_view->setCurrentIndex(index);
}

void HistoryPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void HistoryPanel::choose(const QModelIndex &index)
{
    if (!index.isValid() || !(index.flags() & Qt::ItemIsSelectable))
        return;
    const HistoryModel::Entry entry = m_model.entry(index.row());
    if (entry.conversation.isNull())
        emit runChosen(entry.run);
    else
        emit conversationChosen(entry.conversation);
}

bool HistoryPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose(m_view->currentIndex());
            return true;
        case Qt::Key_F2:
            rename(m_view->currentIndex());
            return true;
        case Qt::Key_Delete:
            askToRemove(m_view->currentIndex());
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void HistoryPanel::openMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position).isValid() ? m_view->indexAt(position) : m_view->currentIndex();
    if (!index.isValid() || !(index.flags() & Qt::ItemIsSelectable))
        return;
    const bool writable = !m_workspace.isReadOnly() && !m_model.entry(index.row()).conversation.isNull();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex kept(index);
    menu->addAction(tr("Open"), QKeySequence(Qt::Key_Return), this, [this, kept] { choose(kept); });
    menu->addAction(tr("Rename…"), QKeySequence(Qt::Key_F2), this, [this, kept] { rename(kept); })
        ->setEnabled(writable);
    menu->addAction(tr("Delete…"), QKeySequence(Qt::Key_Delete), this, [this, kept] { askToRemove(kept); })
        ->setEnabled(writable);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void HistoryPanel::rename(const QModelIndex &index)
{
    if (!index.isValid() || m_workspace.isReadOnly())
        return;
    const HistoryModel::Entry entry = m_model.entry(index.row());
    if (entry.conversation.isNull())
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename conversation"));
    dialog->setLabelText(tr("Title"));
    dialog->setTextValue(entry.title);
    dialog->setOkButtonText(tr("Rename"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id = entry.conversation](const QString &text) {
        const QString title = text.trimmed();
        if (title.isEmpty())
            return;
        const Result<void> renamed =
            m_workspace.write([&](Database &db) { return ConversationStore::rename(db, id, title); });
        if (!renamed)
            emit failed(renamed.error());
        else
            emit conversationRenamed(id, title);
        reload();
    });
    dialog->open();
}

void HistoryPanel::askToRemove(const QModelIndex &index)
{
    if (!index.isValid() || m_workspace.isReadOnly())
        return;
    const HistoryModel::Entry entry = m_model.entry(index.row());
    if (entry.conversation.isNull())
        return;
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Delete conversation"));
    question->setTextFormat(Qt::PlainText);
    question->setText(tr("Delete “%1” with all of its answers?").arg(entry.title));
    question->setInformativeText(tr("This cannot be undone."));
    QPushButton *remove = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(remove, &QPushButton::clicked, this, [this, id = entry.conversation] { this->remove(id); });
    question->open();
}

void HistoryPanel::remove(ConversationId conversation)
{
    const Result<void> removed =
        m_workspace.write([&](Database &db) { return ConversationStore::remove(db, conversation); });
    if (!removed)
        emit failed(removed.error());
    else
        emit conversationRemoved(conversation);
    reload();
}

} // namespace evenhand
