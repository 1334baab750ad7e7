// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

// The files that were attached to the prompt, each with its size and a way to take it off again.
class AttachmentList : public QWidget
{
    Q_OBJECT
public:
    explicit AttachmentList(QWidget *parent = nullptr);

    const QList<AttachmentRef> &attachments() const { return m_attachments; }
    void setAttachments(const QList<AttachmentRef> &attachments);
    void addFiles(const QStringList &paths); // those that are not listed yet; says which cannot be attached

signals:
    void changed();

private:
    void rebuild();
    QWidget *row(int index);

    QVBoxLayout *m_layout;
    QList<AttachmentRef> m_attachments;
    QString m_problem; // why the files that were added last are not all here
};

} // namespace evenhand
