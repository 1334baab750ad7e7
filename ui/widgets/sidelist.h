// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>
#include <QStandardItemModel>

namespace evenhand {

// A list of names as it stands at the left of a page or in a chooser: a quiet second line under a name, groups with
// their heads, what is selected in a rounded field.
class SideList : public QListView
{
    Q_OBJECT
public:
    enum Role {
        DetailRole = Qt::UserRole + 100, // the second line
        GroupRole,                       // true: the head of a group; it cannot be selected
    };

    explicit SideList(QWidget *parent = nullptr);

    static QStandardItem *groupItem(const QString &title);
    static QStandardItem *nameItem(const QString &name, const QString &detail = {});

protected:
    void focusInEvent(QFocusEvent *event) override; // what becomes current by it is selected too
};

} // namespace evenhand
